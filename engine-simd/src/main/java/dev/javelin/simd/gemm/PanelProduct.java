package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;

/**
 * C = A B where nothing has an edge: B lies in whole panels, a row of C is whole vectors, and up to
 * {@link #SPARE_ROWS} rows behind the last of A may be read and of C be written.
 */
public final class PanelProduct {
  /** The rows that a tile may reach past the last. */
  public static final int SPARE_ROWS = 7;

  /** Longest block of k: a panel of it is 16 KB at 256 bits, and stays in the first-level cache. */
  private static final int BLOCK_K = LANES >= 16 ? 512 : 256;

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
          MicroKernel.tile(
              height,
              kb,
              a,
              ao + r * as + p,
              as,
              b,
              panel,
              PANEL,
              continued ? c : ZEROS,
              continued ? to : 0,
              continued ? cs : 0,
              c,
              to,
              cs);
        }
      }
    }
  }
}
