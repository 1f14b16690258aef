package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;

import dev.javelin.kernels.Transposition;

/**
 * Transposes a matrix by vectors: in blocks of 16 x 16 where these have 512 bits, else by as many
 * rows as they have lanes. The last of these start early enough to be whole and copy some elements
 * again. What is narrower is copied element by element: shorter vectors would do it faster, but
 * make all others slow (see {@link dev.javelin.simd.VectorSpec#SPECIES}).
 *
 * <p>An object owns a scratch block, and so belongs to one thread.
 */
public final class Transpose implements Transposition {
  private static final boolean IN_BLOCKS = LANES == Block16.SIZE;

  /** Columns below which vectors cannot be used. */
  private static final int LEAST_COLUMNS = IN_BLOCKS ? Block16.SIZE : 2;

  private final float[] scratch = new float[IN_BLOCKS ? Block16.SIZE * Block16.SIZE : 0];

  @Override
  public void run(
      int rows, int columns, float[] from, int fo, int fs, float[] to, int dst, int ds) {
    if (rows < LANES || columns < LEAST_COLUMNS) {
      elements(rows, columns, from, fo, fs, to, dst, ds);
      return;
    }
    for (int r = 0; r < rows; r += LANES) {
      int row = Math.min(r, rows - LANES);
      if (IN_BLOCKS) {
        blocks(columns, from, fo + row * fs, fs, to, dst + row, ds);
      } else {
        pairs(columns, from, fo + row * fs, fs, to, dst + row, ds);
      }
    }
  }

  private void blocks(int columns, float[] from, int fo, int fs, float[] to, int dst, int ds) {
    for (int j = 0; j < columns; j += Block16.SIZE) {
      int column = Math.min(j, columns - Block16.SIZE);
      Block16.transpose(from, fo + column, fs, to, dst + column * ds, ds, scratch);
    }
  }

  private static void pairs(
      int columns, float[] from, int fo, int fs, float[] to, int dst, int ds) {
    ShortVectorTranspose.run(columns / 2 * 2, from, fo, fs, to, dst, ds);
    if (columns % 2 == 1) {
      int last = columns - 2;
      ShortVectorTranspose.run(2, from, fo + last, fs, to, dst + last * ds, ds);
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
