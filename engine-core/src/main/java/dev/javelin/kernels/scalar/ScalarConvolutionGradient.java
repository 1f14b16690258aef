package dev.javelin.kernels.scalar;

import dev.javelin.kernels.ConvolutionGradient;
import dev.javelin.kernels.ConvolutionGradientShape;
import java.util.Arrays;

/** The weights' gradient as its definition reads, a place at a time. */
final class ScalarConvolutionGradient implements ConvolutionGradient {
  private final ConvolutionGradientShape shape;

  ScalarConvolutionGradient(ConvolutionGradientShape shape) {
    this.shape = shape;
  }

  @Override
  public void run(
      int images,
      float[] dy,
      int dyOffset,
      int dyStride,
      float[] x,
      int xOffset,
      int xStride,
      float[] dw,
      int dwOffset) {
    Arrays.fill(dw, dwOffset, dwOffset + shape.rows() * shape.terms(), 0f);
    for (int r = 0; r < shape.rows(); r++) {
      int row = dwOffset + r * shape.terms();
      for (int i = 0; i < images; i++) {
        int from = dyOffset + i * dyStride + r * shape.rowStride();
        int grid = xOffset + i * xStride + r * shape.inputRowStride();
        for (int p = 0; p < shape.places().length; p++) {
          addScaled(dy[from + p * shape.placeStride()], x, grid + shape.places()[p], dw, row);
        }
      }
    }
  }

  private void addScaled(float scale, float[] x, int place, float[] dw, int row) {
    int[] offsets = shape.inputOffsets();
    for (int k = 0; k < offsets.length; k++) {
      dw[row + k] = Math.fma(scale, x[place + offsets[k]], dw[row + k]);
    }
  }
}
