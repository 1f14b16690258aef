package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;

/**
 * Transposes a matrix by vectors, in bands of as many rows as these have lanes. The last band, and
 * the last step in each, start early enough to be whole and copy some elements again. Fewer rows
 * than a band (but for some, with long vectors) or fewer columns than a step are copied element by
 * element: shorter vectors would do it faster, but make all others slow (see {@link
 * dev.javelin.simd.VectorSpec#SPECIES}).
 */
public final class Transpose {
  private static final boolean LONG_VECTORS = LANES == 16;

  /** Columns of a step, fewer than which vectors cannot do. */
  private static final int STEP =
      LONG_VECTORS ? LongVectorTranspose.COLUMNS : ShortVectorTranspose.COLUMNS;

  private Transpose() {}

  /** What {@link dev.javelin.kernels.Transposition#run} says. */
  public static void run(
      int rows, int columns, float[] from, int fo, int fs, float[] to, int dst, int ds) {
    if (isNearlyWhole(rows) && ds == rows) {
      // What a vector writes past its column is the next one's, which comes later.
      int early = (columns - 1) / STEP * STEP;
      steps(rows, early, from, fo, fs, to, dst, ds);
      elements(rows, columns - early, from, fo + early, fs, to, dst + early * ds, ds);
      return;
    }
    if (rows < LANES || columns < STEP) {
      elements(rows, columns, from, fo, fs, to, dst, ds);
      return;
    }
    for (int r = 0; r < rows; r += LANES) {
      int row = Math.min(r, rows - LANES);
      band(LANES, columns, from, fo + row * fs, fs, to, dst + row, ds);
    }
  }

  /**
   * The same into rows of whole vectors, whose numbers past the last may become anything. With long
   * vectors a band may then lack some rows.
   *
   * @param ds at least {@code rows} rounded up to a multiple of {@code LANES}, which the last row
   *     of {@code to} has as well
   */
  static void intoVectors(
      int rows, int columns, float[] from, int fo, int fs, float[] to, int dst, int ds) {
    if (isNearlyWhole(rows) && columns >= STEP) {
      band(rows, columns, from, fo, fs, to, dst, ds);
    } else {
      run(rows, columns, from, fo, fs, to, dst, ds);
    }
  }

  /** Whether a band of so many rows lacks some that {@link LongVectorTranspose} can do without. */
  private static boolean isNearlyWhole(int rows) {
    return LONG_VECTORS && rows >= LongVectorTranspose.LEAST_ROWS && rows < LANES;
  }

  /** As many rows as there are lanes; or some fewer, see {@link LongVectorTranspose}. */
  private static void band(
      int rows, int columns, float[] from, int fo, int fs, float[] to, int dst, int ds) {
    steps(rows, columns / STEP * STEP, from, fo, fs, to, dst, ds);
    if (columns % STEP != 0) {
      int last = columns - STEP;
      steps(rows, STEP, from, fo + last, fs, to, dst + last * ds, ds);
    }
  }

  private static void steps(
      int rows, int columns, float[] from, int fo, int fs, float[] to, int dst, int ds) {
    if (LONG_VECTORS) {
      LongVectorTranspose.run(rows, columns, from, fo, fs, to, dst, ds);
    } else {
      ShortVectorTranspose.run(columns, from, fo, fs, to, dst, ds);
    }
  }

  private static void elements(
      int rows, int columns, float[] from, int fo, int fs, float[] to, int dst, int ds) {
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < columns; j++) {
        to[dst + j * ds + r] = from[fo + r * fs + j];
      }
    }
  }
}
