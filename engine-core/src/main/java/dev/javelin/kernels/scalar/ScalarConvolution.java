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
  public int scratchLength() {
    return 0;
  }

  @Override
  public void run(float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    if (!loaded) {
      throw new IllegalStateException("no weights were loaded");
    }
    for (int r = 0; r < shape.rows(); r++) {
      int row = yOffset + r * shape.rowStride();
      Arrays.fill(y, row, row + shape.results(), starts[r]);
      for (int k = 0; k < shape.terms(); k++) {
        float weight = weights[r * shape.terms() + k];
        for (int run = 0; run < shape.runs(); run++) {
          int from = xOffset + shape.inputOffsets()[k] + run * shape.runPitch();
          addScaledRun(weight, x, from, y, row + run * shape.runLength());
        }
      }
    }
  }

  private void addScaledRun(float weight, float[] x, int from, float[] y, int to) {
    for (int p = 0; p < shape.runLength(); p++) {
      y[to + p] = Math.fma(weight, x[from + p], y[to + p]);
    }
  }
}
