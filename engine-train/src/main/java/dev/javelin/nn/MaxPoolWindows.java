package dev.javelin.nn;

import dev.javelin.kernels.Reductions;
import dev.javelin.plan.Window;
import dev.javelin.tensor.Shape;
import java.util.Arrays;

/**
 * The largest number of each window of a plane, the first of equal ones in order of rows.
 *
 * <p>A branch for each comparison would be mispredicted half of the time. So the sign of a
 * difference chooses between two places: {@code best - v} is negative if v is larger. With 0 added,
 * the difference of -0 and +0 has no sign either. Where a plane has an infinity or NaN, differences
 * say nothing, and comparisons do it.
 */
final class MaxPoolWindows implements MaxPooling {
  private final PoolAxis rows;
  private final PoolAxis columns;
  private final Window rowWindow;
  private final Window columnWindow;
  private final boolean pairs;
  private final Reductions reductions;
  // Of each tap along W: the outputs for which it is on the input.
  private final int[] firstOutput;
  private final int[] endOutput;

  MaxPoolWindows(PoolOptions options, Shape input, Reductions reductions) {
    rows = options.rows(input);
    columns = options.columns(input);
    rowWindow = options.rows();
    columnWindow = options.columns();
    pairs = isPair(rowWindow) && isPair(columnWindow);
    this.reductions = reductions;
    int taps = columnWindow.kernel();
    firstOutput = new int[taps];
    endOutput = new int[taps];
    for (int tap = 0; tap < taps; tap++) {
      int stride = columnWindow.stride();
      firstOutput[tap] = Math.max(0, Math.ceilDiv(-start(tap), stride));
      endOutput[tap] =
          Math.min(columns.outputs(), Math.ceilDiv(columns.length() - start(tap), stride));
    }
  }

  private static boolean isPair(Window window) {
    return window.kernel() == 2 && window.dilation() == 1;
  }

  /** Where along W a tap of the first window is. */
  private int start(int tap) {
    return tap * columnWindow.dilation() - columnWindow.before();
  }

  @Override
  public void pool(float[] x, int xAt, float[] y, int yAt, int[] places, int at) {
    // Finite only if all numbers are. A sum that overflows costs time, no more.
    double sum = reductions.sum(x, xAt, rows.length() * columns.length());
    if (!Double.isFinite(sum)) {
      compareAll(x, xAt, places, at);
    } else if (pairs) {
      choosePairs(x, xAt, places, at);
    } else {
      chooseByTaps(x, xAt, places, at);
    }
    int outputs = rows.outputs() * columns.outputs();
    for (int i = 0; i < outputs; i++) {
      y[yAt + i] = x[xAt + places[at + i]];
    }
  }

  /** Windows of two by two; one that is clipped has its only row or column twice. */
  private void choosePairs(float[] x, int xAt, int[] places, int at) {
    int output = at;
    for (int oh = 0; oh < rows.outputs(); oh++) {
      int upper = rows.first(oh) * columns.length();
      int lower = (rows.end(oh) - 1) * columns.length();
      for (int ow = 0; ow < columns.outputs(); ow++) {
        int left = columns.first(ow);
        int right = columns.end(ow) - 1;
        places[output++] =
            largest(x, xAt, upper + left, upper + right, lower + left, lower + right);
      }
    }
  }

  /** The place of the largest of four numbers. */
  private static int largest(float[] x, int xAt, int a, int b, int c, int d) {
    float xa = x[xAt + a];
    float xb = x[xAt + b];
    float xc = x[xAt + c];
    float xd = x[xAt + d];
    int upper = a + ((b - a) & isLess(xa, xb));
    int lower = c + ((d - c) & isLess(xc, xd));
    return upper + ((lower - upper) & isLess(Math.max(xa, xb), Math.max(xc, xd)));
  }

  /** All windows of a row of outputs together, tap by tap. */
  private void chooseByTaps(float[] x, int xAt, int[] places, int at) {
    int width = columns.length();
    int output = at;
    for (int oh = 0; oh < rows.outputs(); oh++) {
      int first = rows.first(oh);
      for (int ow = 0; ow < columns.outputs(); ow++) {
        places[output + ow] = first * width + columns.first(ow);
      }
      for (int row = first; row < rows.end(oh); row += rowWindow.dilation()) {
        for (int tap = 0; tap < columnWindow.kernel(); tap++) {
          chooseTap(x, xAt, row * width + start(tap), tap, places, output);
        }
      }
      output += columns.outputs();
    }
  }

  /**
   * Chooses a tap for the outputs of a row where it is larger than what was chosen before.
   *
   * @param start where the tap of the row's first window would be in the plane
   */
  private void chooseTap(float[] x, int xAt, int start, int tap, int[] places, int output) {
    int stride = columnWindow.stride();
    int end = endOutput[tap];
    for (int ow = firstOutput[tap]; ow < end; ow++) {
      int best = places[output + ow];
      int place = start + ow * stride;
      places[output + ow] = best + ((place - best) & isLess(x[xAt + best], x[xAt + place]));
    }
  }

  /** All ones if a is less than b, else 0; for finite numbers. */
  private static int isLess(float a, float b) {
    return Float.floatToRawIntBits(a - b + 0f) >> 31;
  }

  private void compareAll(float[] x, int xAt, int[] places, int at) {
    int output = at;
    for (int oh = 0; oh < rows.outputs(); oh++) {
      for (int ow = 0; ow < columns.outputs(); ow++) {
        places[output++] = compare(x, xAt, oh, ow);
      }
    }
  }

  /** As PyTorch: NaN is the largest, and of several NaNs the last. */
  private int compare(float[] x, int xAt, int oh, int ow) {
    int best = rows.first(oh) * columns.length() + columns.first(ow);
    for (int row = rows.first(oh); row < rows.end(oh); row += rowWindow.dilation()) {
      for (int c = columns.first(ow); c < columns.end(ow); c += columnWindow.dilation()) {
        int place = row * columns.length() + c;
        float v = x[xAt + place];
        if (v > x[xAt + best] || Float.isNaN(v)) {
          best = place;
        }
      }
    }
    return best;
  }

  @Override
  public void spread(float[] dy, int dyAt, int[] places, int at, float[] dx, int dxAt) {
    Arrays.fill(dx, dxAt, dxAt + rows.length() * columns.length(), 0f);
    int outputs = rows.outputs() * columns.outputs();
    for (int i = 0; i < outputs; i++) {
      dx[dxAt + places[at + i]] += dy[dyAt + i];
    }
  }
}
