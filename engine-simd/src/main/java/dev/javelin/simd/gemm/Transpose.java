package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;

import dev.javelin.kernels.Transposition;

/**
 * Transposes a matrix in blocks as large as vectors are long. The last blocks start early enough to
 * be whole and copy some elements again. What is narrower than a block is copied element by
 * element: shorter vectors would do it faster, but make all others slow (see {@link
 * dev.javelin.simd.VectorSpec#SPECIES}).
 *
 * <p>An object owns a scratch block, and so belongs to one thread.
 */
public final class Transpose implements Transposition {
  private final float[] scratch = new float[LANES * LANES];

  @Override
  public void run(
      int rows, int columns, float[] from, int fo, int fs, float[] to, int dst, int ds) {
    if (rows < LANES || columns < LANES) {
      elements(rows, columns, from, fo, fs, to, dst, ds);
      return;
    }
    for (int r = 0; r < rows; r += LANES) {
      int row = Math.min(r, rows - LANES);
      for (int j = 0; j < columns; j += LANES) {
        int column = Math.min(j, columns - LANES);
        int at = fo + row * fs + column;
        if (LANES == Block16.SIZE) {
          Block16.transpose(from, at, fs, to, dst + column * ds + row, ds, scratch);
        } else {
          SmallBlock.transpose(from, at, fs, to, dst + column * ds + row, ds, scratch);
        }
      }
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
