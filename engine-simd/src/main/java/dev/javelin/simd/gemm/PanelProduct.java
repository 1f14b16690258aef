package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.BLOCK_K;
import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;

/**
 * C = A B where nothing has an edge: B lies in whole panels, a row of C is whole vectors, and up to
 * {@link #SPARE_ROWS} rows behind the last of A may be read and of C be written.
 */
public final class PanelProduct {
  /** The rows that a tile may reach past the last. */
  public static final int SPARE_ROWS = 7;

  private static final float[] ZEROS = new float[PANEL];

  private PanelProduct() {}

  /**
   * Multiplies.
   *
   * @param as floats from one row of A to the next
   * @param b panels one after another, each {@code [k, PANEL]}
   * @param columns of C, a multiple of {@code LANES}
   * @param cs floats from one row of C to the next
   */
  public static void run(
      int rows,
      int k,
      int columns,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      float[] c,
      int co,
      int cs) {
    for (int p = 0; p < k; p += BLOCK_K) {
      int kb = Math.min(BLOCK_K, k - p);
      boolean continued = p > 0;
      for (int j = 0; j < columns; j += PANEL) {
        boolean narrow = columns - j <= LANES;
        int panel = bo + j * k + p * PANEL;
        for (int r = 0, height; r < rows; r += height) {
          height = narrow ? 8 : VectorGemm.nextTile(rows - r, false);
          int to = co + r * cs + j;
          tile(height, kb, a, ao + r * as + p, as, b, panel, continued, c, to, cs);
        }
      }
    }
  }

  private static void tile(
      int rows,
      int k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      boolean continued,
      float[] c,
      int co,
      int cs) {
    float[] s = continued ? c : ZEROS;
    int so = continued ? co : 0;
    int ss = continued ? cs : 0;
    switch (rows) {
      case 8 -> NarrowKernel.tile8x1(k, a, ao, as, b, bo, PANEL, s, so, ss, c, co, cs);
      case 6 -> MicroKernel.tile6x2(k, a, ao, as, b, bo, PANEL, s, so, ss, c, co, cs);
      case 5 -> MicroKernel.tile5x2(k, a, ao, as, b, bo, PANEL, s, so, ss, c, co, cs);
      default -> MicroKernel.tile4x2(k, a, ao, as, b, bo, PANEL, s, so, ss, c, co, cs);
    }
  }
}
