package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;

import dev.javelin.kernels.Gemm;
import dev.javelin.kernels.GemmShape;

/**
 * A single row by the transpose of a B that is not kept, where vectors have 512 bits.
 *
 * <p>Each row of B is needed once, for one sum. A sum has to run over k in order, so it takes a
 * lane, and a vector needs a number of 16 rows of B: {@link LongVectorTranspose#product} transposes
 * them in registers and uses them at once, without a copy of B.
 */
final class SingleRowGemm implements Gemm {
  private static final float[] ZEROS = new float[LANES];

  /** Below, the start and end of 16 sums cost more than a copy of B. */
  private static final int LEAST_K = 72;

  private final GemmShape shape;
  // The columns of k that the kernel takes.
  private final int evenK;
  private final float[] sums = new float[LANES];

  private float[] b;
  private int bOffset;

  SingleRowGemm(GemmShape shape) {
    this.shape = shape;
    this.evenK = shape.k() - shape.k() % LongVectorTranspose.COLUMNS;
  }

  static boolean takes(GemmShape shape) {
    return LANES == 16
        && shape.m() == 1
        && shape.n() >= LongVectorTranspose.LEAST_ROWS
        && shape.k() >= LEAST_K
        && shape.transposeB()
        && !shape.keepsB()
        && (!shape.transposeA() || shape.lda() == 1);
  }

  @Override
  public void loadB(float[] b, int bOffset) {
    this.b = b;
    this.bOffset = bOffset;
  }

  @Override
  public void multiply(float[] a, int aOffset, float[] c, int cOffset, boolean accumulate) {
    if (b == null) {
      throw new IllegalStateException("no matrix B was loaded");
    }
    int n = shape.n();
    for (int j = 0; j < n; j += LANES) {
      // At the end some sums are worked out again, so that there are rows enough.
      int first = Math.max(0, Math.min(j, n - LANES));
      int rows = Math.min(LANES, n);
      if (accumulate) {
        System.arraycopy(c, cOffset + j, sums, j - first, first + rows - j);
      }
      float[] start = accumulate ? sums : ZEROS;
      int row = bOffset + first * shape.ldb();
      LongVectorTranspose.product(rows, evenK, b, row, shape.ldb(), a, aOffset, start, sums);
      for (int i = j; i < first + rows; i++) {
        int at = bOffset + i * shape.ldb();
        float sum = sums[i - first];
        for (int p = evenK; p < shape.k(); p++) {
          sum = Math.fma(a[aOffset + p], b[at + p], sum);
        }
        c[cOffset + i] = sum;
      }
    }
  }
}
