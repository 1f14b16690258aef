package dev.javelin.kernels;

/** The gradient of a {@link Convolution} by its weights, bound to the same shape. */
public interface ConvolutionGradient {
  /**
   * Adds to what is there: {@code dw[r, k] += sum of dy[i, r, p] x[i, inputOffset[k] + p]} over
   * images i and places p. Lane l of {@link Reductions#VIRTUAL_LANES} takes places l, l + 16, ...
   * of the images in order, by fused multiply-adds from +0; then lane l takes lane l + 8, then l +
   * 4, l + 2, l + 1.
   *
   * @param dy zero where a place up to the shape's length is not a result
   * @param dyStride floats from one image's dy to the next
   * @param xStride floats from one image's x to the next
   */
  void add(
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
