package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.BLOCK_K;
import static dev.javelin.simd.VectorSpec.BLOCK_M;
import static dev.javelin.simd.VectorSpec.PANEL;
import static dev.javelin.simd.VectorSpec.TILE_ROWS;

import dev.javelin.kernels.Gemm;
import dev.javelin.kernels.GemmShape;

/** C = op(A) op(B) on one thread. */
public final class VectorGemm implements Gemm {

  private static final float[] ZEROS = new float[4 * PANEL];

  private static final int IN_PLACE_ROWS = 384;

  private static final int[] FOURS = {0, 0, 2, 2, 1, 1};

  private final GemmShape shape;
  private final int blockK;
  private final PackedB packedB;
  private final float[] packedA;
  private final float[] edge = new float[TILE_ROWS * PANEL];

  private float[] a;
  private int aOffset;
  private int aStride;
  private float[] c;
  private int cOffset;

  private VectorGemm(GemmShape shape) {
    this.shape = shape;
    this.blockK = shape.m() < 4 ? shape.k() : evenBlock(shape.k(), BLOCK_K);
    boolean inPlace = !shape.transposeB() && shape.m() < IN_PLACE_ROWS;
    this.packedB = new PackedB(shape, blockK, inPlace);
    this.packedA =
        shape.transposeA() ? new float[Math.min(BLOCK_M, shape.m()) * blockK] : new float[0];
  }

  public static Gemm of(GemmShape shape) {
    return new VectorGemm(shape);
  }

  private static int evenBlock(int length, int longest) {
    int blocks = (length + longest - 1) / longest;
    return (length + blocks - 1) / blocks;
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
      for (int i = 0; i < shape.m(); i += BLOCK_M) {
        int mb = Math.min(BLOCK_M, shape.m() - i);
        rowsOfA(a, aOffset, i, mb, p, kb);
        block(i, mb, p, kb, fromC);
      }
    }
  }

  private void rowsOfA(float[] a, int aOffset, int i, int mb, int p, int kb) {
    if (shape.transposeA()) {
      int from = aOffset + p * shape.lda() + i;
      Transpose.transpose(kb, mb, a, from, shape.lda(), packedA, 0, kb);
      this.a = packedA;
      this.aOffset = 0;
      this.aStride = kb;
    } else {
      this.a = a;
      this.aOffset = aOffset + i * shape.lda() + p;
      this.aStride = shape.lda();
    }
  }

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
