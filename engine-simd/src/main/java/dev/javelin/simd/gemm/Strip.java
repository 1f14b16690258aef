package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Some rows of A as {@link PackedKernel} reads them: {@code [k, WIDTH]}, all rows' numbers of one k
 * side by side. Where the last strip has fewer rows, it holds anything behind them.
 */
public final class Strip {
  /**
   * Rows of a strip, which are one tile of {@link PackedKernel} or two. Where vectors are short
   * they are as many as a vector has lanes, so that vectors write the strip; else eight.
   */
  public static final int WIDTH = Math.min(LANES, 8);

  private Strip() {}

  /** Where a row begins, in strips of {@code k} numbers a row one after another. */
  public static int start(int row, int k) {
    return row / WIDTH * (WIDTH * k) + row % WIDTH;
  }

  /**
   * Copies rows of op(A) that are stored as columns.
   *
   * @param rows at most {@code WIDTH}
   * @param k numbers of each row
   * @param ao the first row's first number; {@code lda} floats from one k to the next
   * @param to where the strip goes
   */
  static void ofColumns(int rows, int k, float[] a, int ao, int lda, float[] strips, int to) {
    if (rows < LANES) {
      for (int p = 0; p < k; p++) {
        for (int r = 0; r < rows; r++) {
          strips[to + p * WIDTH + r] = a[ao + p * lda + r];
        }
      }
      return;
    }
    for (int p = 0; p < k; p++) {
      FloatVector.fromArray(SPECIES, a, ao + p * lda).intoArray(strips, to + p * WIDTH);
    }
  }
}
