package dev.javelin.kernels;

/**
 * The gradient by the weights of a convolution that is not mirrored, by the transforms that {@link
 * Winograd} has, turned round: {@code G' [(A dy A') * (B' d B)] G}.
 *
 * <ul>
 *   <li>A: {@code y0, y0 + y1, y0 - y1, y1};
 *   <li>G': with {@code h = (u1 + u2) / 2}: {@code u0 + h, (u1 - u2) / 2, h + u3}.
 * </ul>
 *
 * <p>Between them each number is a chain of fused multiply-adds over all tiles of all images in
 * order, from +0. Belongs to one thread at a time.
 */
public interface WinogradGradient {
  /**
   * Computes the gradient.
   *
   * @param images how many, one behind the other in both arrays
   * @param dy gradients by the results
   * @param x inputs
   * @param dw takes the gradient, {@code [out, in, 3, 3]}
   */
  void run(int images, float[] dy, int dyOffset, float[] x, int xOffset, float[] dw, int dwOffset);
}
