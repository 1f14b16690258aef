package dev.javelin.kernels;

/**
 * The shape of {@code C[m, n] = op(A)[m, k] op(B)[k, n]}, all row-major.
 *
 * @param m rows of C
 * @param n columns of C
 * @param k length of the sums
 * @param transposeA whether A is stored {@code [k, m]}
 * @param transposeB whether B is stored {@code [n, k]}
 * @param lda floats from one stored row of A to the next
 * @param ldb floats from one stored row of B to the next
 * @param ldc floats from one row of C to the next
 * @param keepsB whether a loaded B will meet many products, as a frozen weight does, which repays a
 *     copy of all of it in a better order
 */
public record GemmShape(
    int m,
    int n,
    int k,
    boolean transposeA,
    boolean transposeB,
    int lda,
    int ldb,
    int ldc,
    boolean keepsB) {

  /**
   * Checks that rows do not overlap.
   *
   * @throws IllegalArgumentException if a length is below 1 or a row longer than its stride
   */
  public GemmShape {
    if (m < 1 || n < 1 || k < 1) {
      throw new IllegalArgumentException("empty product: m " + m + ", n " + n + ", k " + k);
    }
    if (lda < (transposeA ? m : k) || ldb < (transposeB ? k : n) || ldc < n) {
      throw new IllegalArgumentException(
          "rows overlap: lda %d, ldb %d, ldc %d for m %d, n %d, k %d"
              .formatted(lda, ldb, ldc, m, n, k));
    }
  }

  /** A shape whose matrices have no gap between rows. */
  public static GemmShape dense(int m, int n, int k, boolean transposeA, boolean transposeB) {
    return new GemmShape(
        m, n, k, transposeA, transposeB, transposeA ? m : k, transposeB ? k : n, n, false);
  }

  /** The same product, of a B that is loaded once and multiplied many times. */
  public GemmShape keepingB() {
    return new GemmShape(m, n, k, transposeA, transposeB, lda, ldb, ldc, true);
  }
}
