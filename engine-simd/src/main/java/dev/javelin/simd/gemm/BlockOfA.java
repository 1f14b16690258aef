package dev.javelin.simd.gemm;

import dev.javelin.kernels.GemmShape;

/**
 * Where the kernels read a block of op(A): rows of consecutive k. A is read where it stands unless
 * it is stored transposed, or C is wide enough to repay a copy, or it has two or three rows: a tile
 * of four then reads behind the copy, where anything may be.
 */
final class BlockOfA {

  /**
   * From so many columns of C, A is copied: rows a large power of two apart fall into the same few
   * sets of the cache, and a tile's rows would push each other out.
   */
  private static final int COPY_COLUMNS = 512;

  /** Rows of the smallest tile. */
  private static final int LEAST_TILE = 4;

  /** One cache line between the rows of the copy, for the same reason. */
  private static final int PADDING = 16;

  private final GemmShape shape;
  private final boolean packs;
  private final int packedStride;
  private final float[] packed;
  private final Transpose transpose = new Transpose();

  /** The selected block. */
  float[] array;

  int offset;
  int stride;

  BlockOfA(GemmShape shape, int blockM, int blockK) {
    this.shape = shape;
    this.packs = shape.transposeA() || (shape.n() >= COPY_COLUMNS && shape.m() > 1);
    this.packedStride = blockK + PADDING;
    this.packed = new float[Math.multiplyExact(packs ? blockM : LEAST_TILE, packedStride)];
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
    if (shape.transposeA()) {
      transpose.run(kb, mb, a, aOffset + p * lda + i, lda, packed, 0, stride);
    } else {
      for (int r = 0; r < mb; r++) {
        System.arraycopy(a, aOffset + (i + r) * lda + p, packed, r * stride, kb);
      }
    }
  }
}
