package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.PANEL;

/**
 * A scratch tile for where C is narrower than a panel or has fewer rows than a kernel: a kernel
 * writes all of it, and only what belongs to C is copied. Masked stores would do without, but are
 * slow before AVX-512.
 */
final class EdgeTile {

  /** As many rows as the tallest kernel: eight of one vector, or a strip's of two. */
  private static final int ROWS = Math.max(8, Strip.ROWS);

  final float[] array = new float[ROWS * PANEL];

  /** Takes over the columns of C that the tile stands for. */
  void read(int rows, int columns, float[] c, int co, int cs) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(c, co + r * cs, array, r * PANEL, columns);
    }
  }

  /** Hands them back, from a row on. */
  void write(int from, int rows, int columns, float[] c, int co, int cs) {
    for (int r = from; r < rows; r++) {
      System.arraycopy(array, r * PANEL, c, co + r * cs, columns);
    }
  }
}
