package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.BLOCK_K;
import static dev.javelin.simd.VectorSpec.BLOCK_M;
import static dev.javelin.simd.VectorSpec.PANEL;
import static dev.javelin.simd.VectorSpec.TILE_ROWS;

import dev.javelin.kernels.Gemm;
import dev.javelin.kernels.GemmShape;

/**
 * C = op(A) op(B) on one thread, as an outer product: a tile of C stays in registers while one loop
 * over k adds a column of A times a row of B.
 *
 * <p>Blocking, after Goto and van de Geijn ("Anatomy of high-performance matrix multiplication",
 * 2008): k is cut into blocks, so that a panel of B stays in the first-level cache, and m into
 * blocks, so that those rows of A stay in the second-level cache while all panels pass by. A later
 * k-block starts from the C it continues, so each element of C is still one chain of fused
 * multiply-adds over k.
 *
 * <p>A is read where it stands, a broadcast from each of the tile's rows, if it is not transposed:
 * copying it would save nothing. See {@link #needsCopy} for the exceptions.
 */
public final class VectorGemm implements Gemm {

  /** What a tile starts from where it does not continue C. */
  private static final float[] ZEROS = new float[4 * PANEL];

  /** Below so many rows, panels are used too seldom to be worth copying. */
  private static final int IN_PLACE_ROWS = 384;

  /** Rows that are this many floats apart, 2 KB, compete for the same few sets of the cache. */
  private static final int ALIASING_STRIDE = 512;

  /** How many tiles of 4 rows, by the remainder of 6, leave least for single rows. */
  private static final int[] FOURS = {0, 0, 2, 2, 1, 1};

  private final GemmShape shape;
  private final int blockK;
  private final int blockM;
  private final PackedB packedB;
  private final boolean copiesA;
  private final float[] copyOfA;
  private final float[] edge = new float[TILE_ROWS * PANEL];

  // The block of A at hand, and C.
  private float[] a;
  private int aOffset;
  private int aStride;
  private float[] c;
  private int cOffset;

  private VectorGemm(GemmShape shape) {
    this.shape = shape;
    // A few rows need no blocks: they read each number of B just once.
    blockK = shape.m() < 4 ? shape.k() : evenBlock(shape.k(), BLOCK_K, 1);
    blockM = evenBlock(shape.m(), BLOCK_M, TILE_ROWS);
    boolean inPlace = !shape.transposeB() && shape.m() < IN_PLACE_ROWS;
    packedB = new PackedB(shape, blockK, inPlace);
    copiesA = needsCopy(shape);
    int rows = copiesA ? Math.min(blockM, shape.m()) : 0;
    copyOfA = new float[Math.multiplyExact(rows, blockK)];
  }

  /** A product of the given shape. */
  public static Gemm of(GemmShape shape) {
    return new VectorGemm(shape);
  }

  /**
   * Whether A is copied a block at a time: to transpose it, or because its rows would push each
   * other out of the cache and there are enough panels to make up for the copy.
   */
  private static boolean needsCopy(GemmShape shape) {
    boolean aliasing = shape.lda() % ALIASING_STRIDE == 0 && shape.m() > 1;
    return shape.transposeA() || (aliasing && shape.n() > 4 * PANEL);
  }

  /** The length of blocks, all nearly the same and none longer than {@code longest}. */
  private static int evenBlock(int length, int longest, int unit) {
    int blocks = Math.ceilDiv(length, longest);
    return Math.ceilDiv(Math.ceilDiv(length, blocks), unit) * unit;
  }

  @Override
  public void loadB(float[] b, int bOffset) {
    packedB.load(b, bOffset);
  }

  @Override
  public void multiply(float[] a, int aOffset, float[] c, int cOffset, boolean accumulate) {
    packedB.requireLoaded();
    this.c = c;
    this.cOffset = cOffset;
    for (int p = 0; p < shape.k(); p += blockK) {
      int kb = Math.min(blockK, shape.k() - p);
      boolean fromC = accumulate || p > 0;
      for (int i = 0; i < shape.m(); i += blockM) {
        int mb = Math.min(blockM, shape.m() - i);
        takeRows(a, aOffset, i, mb, p, kb);
        block(i, mb, p, kb, fromC);
      }
    }
  }

  private void takeRows(float[] a, int aOffset, int i, int mb, int p, int kb) {
    int lda = shape.lda();
    if (shape.transposeA()) {
      Transpose.transpose(kb, mb, a, aOffset + p * lda + i, lda, copyOfA, 0, kb);
    } else if (copiesA) {
      for (int r = 0; r < mb; r++) {
        System.arraycopy(a, aOffset + (i + r) * lda + p, copyOfA, r * kb, kb);
      }
    }
    this.a = copiesA ? copyOfA : a;
    this.aOffset = copiesA ? 0 : aOffset + i * lda + p;
    this.aStride = copiesA ? kb : lda;
  }

  /** Tiles of 6 and 4 rows for each panel, and what rows are left one by one. */
  private void block(int i, int mb, int p, int kb, boolean fromC) {
    int rowsOf4 = mb < 8 ? mb % 6 / 4 * 4 : FOURS[mb % 6] * 4;
    int sixes = (mb - rowsOf4) / 6 * 6;
    int fours = sixes + rowsOf4;
    for (int j = 0; j < shape.n(); j += PANEL) {
      int r = 0;
      for (; r < sixes; r += 6) {
        tile(6, i, r, j, p, kb, fromC);
      }
      for (; r < fours; r += 4) {
        tile(4, i, r, j, p, kb, fromC);
      }
    }
    for (int r = fours; r < mb; r++) {
      row(i, r, p, kb, fromC);
    }
  }

  /** One row, four panels at a time where there are so many: a single chain would wait. */
  private void row(int i, int r, int p, int kb, boolean fromC) {
    int j = 0;
    for (; j + 4 * PANEL <= shape.n(); j += 4 * PANEL) {
      int co = cOffset + (i + r) * shape.ldc() + j;
      MicroKernel.row(
          kb,
          a,
          aOffset + r * aStride,
          packedB.array(j),
          packedB.offset(p, kb, j),
          packedB.stride(j),
          packedB.panelStride(kb),
          fromC ? c : ZEROS,
          fromC ? co : 0,
          c,
          co);
    }
    for (; j < shape.n(); j += PANEL) {
      tile(1, i, r, j, p, kb, fromC);
    }
  }

  /** A tile, by way of a scratch tile where C ends inside the panel. */
  private void tile(int rows, int i, int r, int j, int p, int kb, boolean fromC) {
    int co = cOffset + (i + r) * shape.ldc() + j;
    int width = shape.n() - j;
    if (width >= PANEL) {
      kernel(rows, r, j, p, kb, fromC, c, co, shape.ldc());
    } else {
      if (fromC) {
        copy(rows, width, c, co, shape.ldc(), edge, 0, PANEL);
      }
      kernel(rows, r, j, p, kb, fromC, edge, 0, PANEL);
      copy(rows, width, edge, 0, PANEL, c, co, shape.ldc());
    }
  }

  private static void copy(
      int rows, int width, float[] from, int fo, int fs, float[] to, int dst, int ds) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, fo + r * fs, to, dst + r * ds, width);
    }
  }

  private void kernel(
      int rows, int r, int j, int p, int kb, boolean fromC, float[] c, int co, int cs) {
    float[] s = fromC ? c : ZEROS;
    int so = fromC ? co : 0;
    int ss = fromC ? cs : 0;
    int ao = aOffset + r * aStride;
    float[] b = packedB.array(j);
    int bo = packedB.offset(p, kb, j);
    int bs = packedB.stride(j);
    switch (rows) {
      case 6 -> MicroKernel.tile6x2(kb, a, ao, aStride, b, bo, bs, s, so, ss, c, co, cs);
      case 4 -> MicroKernel.tile4x2(kb, a, ao, aStride, b, bo, bs, s, so, ss, c, co, cs);
      default -> MicroKernel.tile1x2(kb, a, ao, aStride, b, bo, bs, s, so, ss, c, co, cs);
    }
  }
}
