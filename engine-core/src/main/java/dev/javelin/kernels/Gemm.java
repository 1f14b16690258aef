package dev.javelin.kernels;

/**
 * A matrix product bound to a {@link GemmShape}, with its packing buffers.
 *
 * <p>Order of operations: each element of C is one chain of fused multiply-adds over k = 0, 1, 2,
 * ... in order, which starts from +0, or from the element's old value when accumulating. Never a
 * sum of partial sums, so blocking and vector width do not show in the result.
 */
public interface Gemm {
  /**
   * Takes the right-hand matrix. An implementation may copy it to a layout of its own or keep the
   * reference: call again whenever the contents have changed.
   */
  void loadB(float[] b, int bOffset);

  /**
   * C = op(A) op(B), or C += op(A) op(B) when accumulating, with the matrix last loaded.
   *
   * @throws IllegalStateException if no matrix was loaded
   */
  void multiply(float[] a, int aOffset, float[] c, int cOffset, boolean accumulate);
}
