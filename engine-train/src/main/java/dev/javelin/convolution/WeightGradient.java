package dev.javelin.convolution;

/** The gradient by the weights. Belongs to one thread at a time. */
@FunctionalInterface
public interface WeightGradient {
  /**
   * Computes the gradient of some images, which stand one behind the other on both sides.
   *
   * @param dy gradients by the outputs
   * @param dw takes the gradient
   */
  void run(int images, float[] x, int xOffset, float[] dy, int dyOffset, float[] dw, int dwOffset);
}
