package dev.javelin.kernels.scalar;

import static dev.javelin.kernels.Reductions.VIRTUAL_LANES;

import dev.javelin.kernels.ConvolutionGradient;
import dev.javelin.kernels.ConvolutionShape;
import java.util.Arrays;

/** The weights' gradient as its definition reads, a weight at a time. */
final class ScalarConvolutionGradient implements ConvolutionGradient {
  private final ConvolutionShape shape;
  private final float[] lanes = new float[VIRTUAL_LANES];

  ScalarConvolutionGradient(ConvolutionShape shape) {
    this.shape = shape;
  }

  @Override
  public void add(
      int images,
      float[] dy,
      int dyOffset,
      int dyStride,
      float[] x,
      int xOffset,
      int xStride,
      float[] dw,
      int dwOffset) {
    for (int r = 0; r < shape.rows(); r++) {
      for (int k = 0; k < shape.terms(); k++) {
        Arrays.fill(lanes, 0);
        for (int i = 0; i < images; i++) {
          addProducts(
              dy,
              dyOffset + i * dyStride + r * shape.rowStride(),
              x,
              xOffset + i * xStride + shape.inputOffsets()[k]);
        }
        dw[dwOffset + r * shape.weightStride() + shape.weightOffsets()[k]] += folded();
      }
    }
  }

  private void addProducts(float[] dy, int left, float[] x, int right) {
    for (int p = 0; p < shape.length(); p += VIRTUAL_LANES) {
      for (int l = 0; l < VIRTUAL_LANES; l++) {
        lanes[l] = Math.fma(dy[left + p + l], x[right + p + l], lanes[l]);
      }
    }
  }

  private float folded() {
    for (int half = VIRTUAL_LANES / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        lanes[l] += lanes[l + half];
      }
    }
    return lanes[0];
  }
}
