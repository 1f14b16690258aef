package dev.javelin.kernels;

/**
 * The gradient of a convolution by its weights, bound to a {@link ConvolutionGradientShape}.
 * Belongs to one thread at a time.
 */
public interface ConvolutionGradient {
  /**
   * {@code dw[r, k] = sum of dy[i, r, p] x[i, places[p] + inputOffsets[k]]} over images i and
   * places p: each a chain of fused multiply-adds in order of the images, then of the places, from
   * +0.
   *
   * @param dyStride floats from one image's dy to the next
   * @param xStride floats from one image's grid to the next
   * @param dw takes {@code [rows, terms]}
   */
  void run(
      int images,
      float[] dy,
      int dyOffset,
      int dyStride,
      float[] x,
      int xOffset,
      int xStride,
      float[] dw,
      int dwOffset);
}
