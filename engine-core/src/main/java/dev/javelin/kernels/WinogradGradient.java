package dev.javelin.kernels;

/**
 * The gradient by the weights of a convolution that is not mirrored, by the transforms that {@link
 * Winograd} has, turned round: {@code G' [(A dy A') * (B' d B)] G}.
 *
 * <ul>
 *   <li>A: {@code y0}; {@code A o + e} and {@code -A o + e} with {@code e = A2 y2 + y0} and {@code
 *       o = A2 y3 + y1}; the same of B; {@code y3}. Of a tile of 2, {@code y0}; {@code A y1 + y0}
 *       and {@code -A y1 + y0}; the same of B; {@code y1};
 *   <li>G', with {@code eA = OF_A (u1 + u2)}, {@code eB = OF_B (u3 + u4)} and differences {@code
 *       oA} and {@code oB} likewise: {@code OF_0 u0 + (eA + eB), B oB + A oA, A2 eA + (B2 eB +
 *       u5)}.
 * </ul>
 *
 * <p>Between them each number is a chain of fused multiply-adds over all tiles of all images in
 * order, from +0. Belongs to one thread at a time.
 */
public interface WinogradGradient {
  /**
   * Computes the gradient.
   *
   * @param images how many, at least one, one behind the other in both arrays
   * @param dy gradients by the results
   * @param x inputs
   * @param dw takes the gradient, {@code [out, in, kernel, kernel]}
   */
  void run(int images, float[] dy, int dyOffset, float[] x, int xOffset, float[] dw, int dwOffset);
}
