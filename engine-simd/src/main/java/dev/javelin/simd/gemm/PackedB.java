package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.PANEL;

import dev.javelin.kernels.GemmShape;

/**
 * op(B) as panels of {@link dev.javelin.simd.VectorSpec#PANEL} columns, each a row of a panel after
 * the other, for each block of k. Panels are padded with zeros to whole vectors.
 *
 * <p>In place, only the columns left over from whole panels are copied; the others are read where B
 * stands.
 */
final class PackedB {

  private static final int ROWS_AT_A_TIME = 8;

  private final GemmShape shape;
  private final int blockK;
  private final int columns;
  private final int wholeColumns;
  private final boolean inPlace;
  private final float[] packed;

  private float[] b;
  private int bOffset;

  PackedB(GemmShape shape, int blockK, boolean inPlace) {
    this.shape = shape;
    this.blockK = blockK;
    this.inPlace = inPlace;
    this.columns = Math.ceilDiv(shape.n(), PANEL) * PANEL;
    this.wholeColumns = shape.n() / PANEL * PANEL;
    int packedColumns = inPlace ? columns - wholeColumns : columns;
    this.packed = new float[Math.multiplyExact(packedColumns, shape.k())];
  }

  void load(float[] b, int bOffset) {
    this.b = b;
    this.bOffset = bOffset;
    for (int p = 0; p < shape.k(); p += blockK) {
      int kb = Math.min(blockK, shape.k() - p);
      if (shape.transposeB()) {
        packTransposed(p, kb);
      } else {
        packRows(p, kb);
      }
    }
  }

  void requireLoaded() {
    if (b == null) {
      throw new IllegalStateException("no matrix B was loaded");
    }
  }

  private void packTransposed(int p, int kb) {
    for (int j = 0; j < shape.n(); j += PANEL) {
      int from = bOffset + j * shape.ldb() + p;
      int width = Math.min(PANEL, shape.n() - j);
      Transpose.transpose(width, kb, b, from, shape.ldb(), packed, packedOffset(p, kb, j), PANEL);
    }
  }

  /** A few rows at a time for all panels, so that B is read in long runs. */
  private void packRows(int p, int kb) {
    for (int first = 0; first < kb; first += ROWS_AT_A_TIME) {
      int end = Math.min(kb, first + ROWS_AT_A_TIME);
      for (int j = inPlace ? wholeColumns : 0; j < shape.n(); j += PANEL) {
        int to = packedOffset(p, kb, j);
        int width = Math.min(PANEL, shape.n() - j);
        for (int r = first; r < end; r++) {
          int from = bOffset + (p + r) * shape.ldb() + j;
          System.arraycopy(b, from, packed, to + r * PANEL, width);
        }
      }
    }
  }

  private int packedOffset(int p, int kb, int j) {
    return inPlace ? p * PANEL : p * columns + j * kb;
  }

  /** Whether the panel that starts at column j is read where B stands. */
  private boolean standing(int j) {
    return inPlace && j < wholeColumns;
  }

  float[] array(int j) {
    return standing(j) ? b : packed;
  }

  int offset(int p, int kb, int j) {
    return standing(j) ? bOffset + p * shape.ldb() + j : packedOffset(p, kb, j);
  }

  int stride(int j) {
    return standing(j) ? shape.ldb() : PANEL;
  }

  /** Floats from one panel to the next. */
  int panelStride(int kb) {
    return inPlace ? PANEL : kb * PANEL;
  }
}
