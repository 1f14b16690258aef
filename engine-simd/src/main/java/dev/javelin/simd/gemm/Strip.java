package dev.javelin.simd.gemm;

/**
 * Copies up to four rows of op(A) to a strip for {@link PackedKernel}: {@code [k, 4]}. Where there
 * are fewer, the last stands in for those missing.
 *
 * <p>The arguments: {@code k} numbers of each row; the first row's first number at {@code ao};
 * {@code lda} floats from one stored row to the next; the strip at {@code to}.
 */
final class Strip {

  private Strip() {}

  /** Of an A whose rows are rows of op(A). */
  static void ofRows(int rows, int k, float[] a, int ao, int lda, float[] strip, int to) {
    int a1 = ao + Math.min(1, rows - 1) * lda;
    int a2 = ao + Math.min(2, rows - 1) * lda;
    int a3 = ao + (rows - 1) * lda;
    for (int p = 0; p < k; p++) {
      strip[to + 4 * p] = a[ao + p];
      strip[to + 4 * p + 1] = a[a1 + p];
      strip[to + 4 * p + 2] = a[a2 + p];
      strip[to + 4 * p + 3] = a[a3 + p];
    }
  }

  /** Of an A whose rows are columns of op(A). */
  static void ofColumns(int rows, int k, float[] a, int ao, int lda, float[] strip, int to) {
    int r1 = Math.min(1, rows - 1);
    int r2 = Math.min(2, rows - 1);
    int r3 = rows - 1;
    for (int p = 0, from = ao; p < k; p++, from += lda) {
      strip[to + 4 * p] = a[from];
      strip[to + 4 * p + 1] = a[from + r1];
      strip[to + 4 * p + 2] = a[from + r2];
      strip[to + 4 * p + 3] = a[from + r3];
    }
  }
}
