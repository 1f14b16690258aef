package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.PANEL;

import dev.javelin.kernels.GemmShape;

/** op(B) as panels of {@link dev.javelin.simd.VectorSpec#PANEL} columns. */
final class PackedB {

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
    this.columns = (shape.n() + PANEL - 1) / PANEL * PANEL;
    this.wholeColumns = shape.n() / PANEL * PANEL;
    int packedColumns = inPlace ? columns - wholeColumns : columns;
    this.packed = new float[Math.multiplyExact(packedColumns, shape.k())];
  }

  void load(float[] b, int bOffset) {
    this.b = b;
    this.bOffset = bOffset;
    for (int p = 0; p < shape.k(); p += blockK) {
      int kb = Math.min(blockK, shape.k() - p);
      for (int j = inPlace ? wholeColumns : 0; j < shape.n(); j += PANEL) {
        pack(p, kb, j, Math.min(PANEL, shape.n() - j));
      }
    }
  }

  void requireLoaded() {
    if (b == null) {
      throw new IllegalStateException("no matrix B was loaded");
    }
  }

  private void pack(int p, int kb, int j, int width) {
    int to = packedOffset(p, kb, j);
    if (shape.transposeB()) {
      int from = bOffset + j * shape.ldb() + p;
      Transpose.transpose(width, kb, b, from, shape.ldb(), packed, to, PANEL);
    } else {
      int from = bOffset + p * shape.ldb() + j;
      for (int r = 0; r < kb; r++) {
        System.arraycopy(b, from + r * shape.ldb(), packed, to + r * PANEL, width);
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
