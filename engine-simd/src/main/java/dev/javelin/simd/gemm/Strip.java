package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Some rows of A as a tile of {@link PackedKernel} reads them: {@code [k, WIDTH]}, all rows'
 * numbers of one k side by side, and anything behind them.
 */
public final class Strip {
  /**
   * Rows of a strip: a tile has two vectors of sums for each, for which there must be registers.
   */
  public static final int ROWS = LANES >= 16 ? 10 : Math.min(LANES, 6);

  /**
   * Floats from one k to the next: no gap between full strips of long vectors; else as many as a
   * vector has lanes, so that vectors transpose into them.
   */
  public static final int WIDTH = LANES >= 16 ? ROWS : LANES;

  private static final int FEWER = 4;

  private Strip() {}

  /**
   * The rows of the next strip when so many remain: as many as there may be, or four where one
   * strip does not hold the rest and two of four do.
   */
  static int rows(int remaining) {
    boolean evenInFours = remaining > ROWS && remaining <= 2 * FEWER;
    return Math.min(remaining, evenInFours ? FEWER : ROWS);
  }

  /** Where the strip that begins with a row lies, in strips of {@code k} one after another. */
  public static int start(int row, int k) {
    // Those before it are full, but for a last one of four rows.
    return Math.ceilDiv(row, ROWS) * (WIDTH * k);
  }

  /** Where a row lies, in strips that are all full. */
  public static int place(int row, int k) {
    return start(row - row % ROWS, k) + row % ROWS;
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
    // A vector reads past its rows what A has there, and what it writes past them comes later.
    int whole = Math.max(0, k - Math.ceilDiv(LANES - rows, lda));
    for (int p = 0; p < whole; p++) {
      FloatVector.fromArray(SPECIES, a, ao + p * lda).intoArray(strips, to + p * WIDTH);
    }
    for (int p = whole; p < k; p++) {
      System.arraycopy(a, ao + p * lda, strips, to + p * WIDTH, rows);
    }
  }
}
