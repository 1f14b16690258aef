package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.GemmShape;
import jdk.incubator.vector.FloatVector;

/**
 * Where the kernels read a panel of op(B): {@link dev.javelin.simd.VectorSpec#PANEL} columns, a
 * block of k deep, one row after another.
 *
 * <p>There are three ways. A B that is kept for many products, as a frozen weight, is packed whole
 * when it is loaded; so is a transposed one that a single row meets, several panels at a time,
 * where {@link SingleRowGemm} does not take it. Where few rows of A would share the cost of a copy
 * and the rows of B are rows of op(B), the panel is read where it stands. Any other panel is packed
 * just before its use. Where A is a single block of rows, that is into a buffer that stays in the
 * core's caches; else each panel has a place, where the other blocks of rows find it.
 *
 * <p>The last panel of a ragged n is always packed. Its columns past n hold anything; they only
 * reach columns of a scratch tile that nobody reads.
 */
final class PanelOfB {

  /**
   * Up to so many rows, B is read where it stands. Beyond, what tiles of a packed B save repays the
   * copy; where vectors are short, they save more.
   */
  private static final int STANDING_ROWS = LANES >= 16 ? 32 : 24;

  private final GemmShape shape;
  private final int blockK;
  private final int columns;
  private final boolean standing;
  private final boolean ahead;
  // Whether several blocks of rows select the same panels.
  private final boolean again;
  private final float[] packed;

  private float[] b;
  private int origin;

  /** The selected panel. */
  float[] array;

  int offset;
  int stride;

  /**
   * @param blockM the longest block of rows of A
   * @param blockK the longest block of k
   */
  PanelOfB(GemmShape shape, int blockM, int blockK) {
    this.shape = shape;
    this.blockK = blockK;
    this.ahead = shape.keepsB() || (shape.m() == 1 && shape.transposeB());
    this.standing = !ahead && !shape.transposeB() && shape.m() <= STANDING_ROWS;
    this.again = shape.m() > blockM;
    this.columns = (shape.n() + PANEL - 1) / PANEL * PANEL;
    int width = ahead || again ? columns : PANEL;
    this.packed = new float[Math.multiplyExact(width, ahead ? shape.k() : blockK)];
  }

  void load(float[] b, int bOffset) {
    this.b = b;
    this.origin = bOffset;
    if (ahead) {
      for (int p = 0; p < shape.k(); p += blockK) {
        int kb = Math.min(blockK, shape.k() - p);
        for (int j = 0; j < shape.n(); j += PANEL) {
          pack(p, kb, j, ahead(p, kb, j));
        }
      }
    }
  }

  /** Whether panels are read where they stand, all but a ragged last one. */
  boolean isStanding() {
    return standing;
  }

  boolean isLoaded() {
    return b != null;
  }

  /**
   * Makes rows p to p + kb of the panel that starts at column j readable.
   *
   * @param first whether no block of rows has selected it before
   */
  void select(int p, int kb, int j, boolean first) {
    if (standing && j + PANEL <= shape.n()) {
      array = b;
      offset = origin + p * shape.ldb() + j;
      stride = shape.ldb();
      return;
    }
    array = packed;
    stride = PANEL;
    if (ahead) {
      offset = ahead(p, kb, j);
      return;
    }
    offset = again ? j * kb : 0;
    if (first) {
      pack(p, kb, j, offset);
    }
  }

  /** Where a panel packed ahead lies: blocks of k one after another, in each its panels. */
  private int ahead(int p, int kb, int j) {
    return p * columns + j * kb;
  }

  /** Floats from the selected panel to the next, for a caller that reads several at once. */
  int panelStride(int kb) {
    return standing ? PANEL : kb * PANEL;
  }

  private void pack(int p, int kb, int j, int to) {
    int width = Math.min(PANEL, shape.n() - j);
    int ldb = shape.ldb();
    if (shape.transposeB()) {
      Transpose.intoVectors(width, kb, b, origin + j * ldb + p, ldb, packed, to, PANEL);
    } else if (width == PANEL) {
      copyRows(kb, b, origin + p * ldb + j, ldb, packed, to);
    } else {
      for (int r = 0; r < kb; r++) {
        System.arraycopy(b, origin + (p + r) * ldb + j, packed, to + r * PANEL, width);
      }
    }
  }

  private static void copyRows(int rows, float[] from, int fo, int fs, float[] to, int dst) {
    for (int r = 0; r < rows; r++) {
      FloatVector left = FloatVector.fromArray(SPECIES, from, fo + r * fs);
      FloatVector right = FloatVector.fromArray(SPECIES, from, fo + r * fs + LANES);
      left.intoArray(to, dst + r * PANEL);
      right.intoArray(to, dst + r * PANEL + LANES);
    }
  }
}
