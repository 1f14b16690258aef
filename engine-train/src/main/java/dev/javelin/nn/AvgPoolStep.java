package dev.javelin.nn;

import dev.javelin.kernels.Reductions;
import dev.javelin.layer.Binding;
import dev.javelin.tensor.Shape;
import java.util.Arrays;

/**
 * Means of windows. A window's numbers are added in order of its rows. Only a window that is the
 * whole plane is summed by the kernel for long sums, since one addition after the other is slow.
 */
final class AvgPoolStep extends PoolStep {
  private final PoolAxis rows;
  private final PoolAxis columns;
  private final float[] divisors;
  private final Reductions reductions;

  /**
   * Binds.
   *
   * @param divisors what the sum of each output of a plane is divided by
   */
  AvgPoolStep(Binding binding, Shape input, PoolAxis rows, PoolAxis columns, float[] divisors) {
    super(binding, input, rows, columns, 1);
    this.rows = rows;
    this.columns = columns;
    this.divisors = divisors;
    reductions = binding.engine().kernels().reductions();
  }

  /** A number of the output in a row and a column. */
  @FunctionalInterface
  interface PerOutput {
    double at(int row, int column);
  }

  /** A number for each output of a plane, of its row and column. */
  static float[] perOutput(PoolAxis rows, PoolAxis columns, PerOutput number) {
    float[] numbers = new float[rows.outputs() * columns.outputs()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) number.at(i / columns.outputs(), i % columns.outputs());
    }
    return numbers;
  }

  private boolean isOneWindow() {
    return rows.isOneWindow() && columns.isOneWindow();
  }

  @Override
  void forward(int part, int group, int count, float[] x, int xAt, float[] y, int yAt) {
    if (isOneWindow()) {
      y[yAt] = (float) (reductions.sum(x, xAt, inputSize()) / divisors[0]);
      return;
    }
    int output = 0;
    for (int oh = 0; oh < rows.outputs(); oh++) {
      int first = xAt + rows.first(oh) * columns.length();
      int end = xAt + rows.end(oh) * columns.length();
      for (int ow = 0; ow < columns.outputs(); ow++, output++) {
        float sum = 0;
        for (int row = first; row < end; row += columns.length()) {
          for (int i = row + columns.first(ow); i < row + columns.end(ow); i++) {
            sum += x[i];
          }
        }
        y[yAt + output] = sum / divisors[output];
      }
    }
  }

  @Override
  void backward(int part, int group, int count, float[] dy, int dyAt, float[] dx, int dxAt) {
    if (isOneWindow()) {
      Arrays.fill(dx, dxAt, dxAt + inputSize(), dy[dyAt] / divisors[0]);
      return;
    }
    Arrays.fill(dx, dxAt, dxAt + inputSize(), 0f);
    int output = 0;
    for (int oh = 0; oh < rows.outputs(); oh++) {
      int first = dxAt + rows.first(oh) * columns.length();
      int end = dxAt + rows.end(oh) * columns.length();
      for (int ow = 0; ow < columns.outputs(); ow++, output++) {
        float share = dy[dyAt + output] / divisors[output];
        for (int row = first; row < end; row += columns.length()) {
          for (int i = row + columns.first(ow); i < row + columns.end(ow); i++) {
            dx[i] += share;
          }
        }
      }
    }
  }
}
