package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;

import dev.javelin.kernels.GemmShape;

/**
 * Where the kernels read a block of op(A): rows of consecutive k, or strips.
 *
 * <p>Rows are read where they stand unless A is stored transposed, or there are two or three of
 * them: a tile of four then reads behind the copy, where anything may be.
 *
 * <p>Strips ({@link Strip}) are for {@link PackedKernel}, and need a packed B. What they save in
 * each step repays them sooner where vectors are short and there are more steps, and where A is
 * transposed: its columns are copied, while its rows have to be transposed.
 */
final class BlockOfA {

  /** From so many columns of C, strips of a transposed A pay. */
  private static final int TRANSPOSED_STRIP_COLUMNS = 64;

  /** From so many columns of C, strips of any other A pay. */
  private static final int STRIP_COLUMNS = LANES >= 16 ? 512 : 64;

  /** Rows of the smallest tile. */
  private static final int LEAST_TILE = 4;

  /** From so many rows of A, strips pay: five to nine of a strip of ten take as long as ten. */
  private static final int STRIP_ROWS = LANES >= 16 ? 8 : LEAST_TILE;

  /**
   * A cache line between the rows of a copy: rows a large power of two apart would fall into the
   * same few sets of the cache, and push each other out.
   */
  private static final int PADDING = 16;

  private final GemmShape shape;
  private final boolean packs;
  private final boolean strips;
  private final int packedStride;
  private final float[] packed;

  /** The selected block. */
  float[] array;

  int offset;
  int stride;

  /**
   * @param packedB whether B lies in panels, without which strips gain nothing
   */
  BlockOfA(GemmShape shape, int blockM, int blockK, boolean packedB) {
    this.shape = shape;
    int columns = shape.transposeA() ? TRANSPOSED_STRIP_COLUMNS : STRIP_COLUMNS;
    this.strips = packedB && shape.m() >= STRIP_ROWS && shape.n() >= columns;
    this.packs = strips || shape.transposeA();
    this.packedStride = blockK + PADDING;
    int rows = packs ? blockM : LEAST_TILE;
    this.packed =
        new float[strips ? Strip.start(rows, blockK) : Math.multiplyExact(rows, packedStride)];
  }

  /** Whether the block is in strips. */
  boolean isInStrips() {
    return strips;
  }

  /** Makes rows i to i + mb, columns p to p + kb of op(A) readable. */
  void select(float[] a, int aOffset, int i, int mb, int p, int kb) {
    int lda = shape.lda();
    if (!packs && (mb == 1 || mb >= LEAST_TILE)) {
      array = a;
      offset = aOffset + i * lda + p;
      stride = lda;
      return;
    }
    array = packed;
    offset = 0;
    stride = packedStride;
    if (strips) {
      packStrips(a, aOffset, i, mb, p, kb);
      return;
    }
    if (shape.transposeA()) {
      Transpose.run(kb, mb, a, aOffset + p * lda + i, lda, packed, 0, stride);
    } else {
      for (int r = 0; r < mb; r++) {
        System.arraycopy(a, aOffset + (i + r) * lda + p, packed, r * stride, kb);
      }
    }
  }

  private void packStrips(float[] a, int aOffset, int i, int mb, int p, int kb) {
    int lda = shape.lda();
    for (int r = 0; r < mb; r += Strip.rows(mb - r)) {
      // A vector takes rows of the next strip along.
      int rows = Math.min(Strip.WIDTH, shape.m() - i - r);
      int to = Strip.start(r, kb);
      if (shape.transposeA()) {
        Strip.ofColumns(rows, kb, a, aOffset + p * lda + i + r, lda, packed, to);
      } else {
        Transpose.run(rows, kb, a, aOffset + (i + r) * lda + p, lda, packed, to, Strip.WIDTH);
      }
    }
  }
}
