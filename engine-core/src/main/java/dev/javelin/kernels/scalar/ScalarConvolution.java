package dev.javelin.kernels.scalar;

import dev.javelin.kernels.Convolution;
import dev.javelin.kernels.ConvolutionShape;
import java.util.Arrays;

/** The convolution as its definition reads, a row of results at a time. */
final class ScalarConvolution implements Convolution {
  private final ConvolutionShape shape;
  // [rows, terms]
  private final float[] weights;
  private final float[] starts;
  private boolean loaded;

  ScalarConvolution(ConvolutionShape shape) {
    this.shape = shape;
    this.weights = new float[Math.multiplyExact(shape.rows(), shape.terms())];
    this.starts = new float[shape.rows()];
  }

  @Override
  public void load(float[] weights, int offset, float[] starts, int startsOffset) {
    for (int r = 0; r < shape.rows(); r++) {
      for (int k = 0; k < shape.terms(); k++) {
        this.weights[r * shape.terms() + k] =
            weights[offset + r * shape.weightStride() + shape.weightOffsets()[k]];
      }
      this.starts[r] = starts == null ? 0 : starts[startsOffset + r];
    }
    loaded = true;
  }

  @Override
  public void run(float[] x, int xOffset, float[] y, int yOffset) {
    if (!loaded) {
      throw new IllegalStateException("no weights were loaded");
    }
    for (int r = 0; r < shape.rows(); r++) {
      int row = yOffset + r * shape.rowStride();
      Arrays.fill(y, row, row + shape.length(), starts[r]);
      for (int k = 0; k < shape.terms(); k++) {
        addScaledRun(weights[r * shape.terms() + k], x, xOffset + shape.inputOffsets()[k], y, row);
      }
    }
  }

  private void addScaledRun(float weight, float[] x, int from, float[] y, int row) {
    for (int p = 0; p < shape.length(); p++) {
      y[row + p] = Math.fma(weight, x[from + p], y[row + p]);
    }
  }
}
