package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.BLOCK_K;
import static dev.javelin.simd.VectorSpec.BLOCK_M;
import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;
import static dev.javelin.simd.VectorSpec.TILE_ROWS;

import dev.javelin.kernels.Gemm;
import dev.javelin.kernels.GemmShape;

/**
 * C = op(A) op(B) by register tiles, for one thread.
 *
 * <p>The loops, from the outside: blocks of k, which continue the sums in C; blocks of rows that
 * keep A in L2; panels of B, which stay in L1; tiles of rows. Every sum runs over k in order, as
 * the contract wants: no loop here divides a sum among accumulators.
 */
public final class VectorGemm implements Gemm {

  /** What a kernel starts from when C is not continued. */
  private static final float[] ZEROS = new float[4 * PANEL];

  /** Below so many rows the single-row kernels do all of the work. */
  private static final int FEW_ROWS = 4;

  private final GemmShape shape;
  private final boolean fewRows;
  private final int blockM;
  private final int blockK;
  private final BlockOfA a;
  private final PanelOfB b;
  private final EdgeTile edge = new EdgeTile();

  private float[] c;
  private boolean continued;

  VectorGemm(GemmShape shape) {
    this.shape = shape;
    this.fewRows = shape.m() < FEW_ROWS;
    // Blocks of rows are whole tiles, but for the last.
    this.blockM = (evenBlock(shape.m(), BLOCK_M) + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS;
    this.blockK = fewRows ? shape.k() : evenBlock(shape.k(), BLOCK_K);
    this.a = new BlockOfA(shape, blockM, blockK);
    this.b = new PanelOfB(shape, blockK, fewRows);
  }

  /** A product bound to a shape. */
  public static Gemm of(GemmShape shape) {
    boolean mirrored = shape.m() >= FEW_ROWS && MirroredGemm.pays(shape);
    return mirrored ? new MirroredGemm(shape) : new VectorGemm(shape);
  }

  /** The length of the blocks when a length is cut into as few as possible, all but equal. */
  private static int evenBlock(int length, int longest) {
    int blocks = (length + longest - 1) / longest;
    return (length + blocks - 1) / blocks;
  }

  @Override
  public void loadB(float[] b, int bOffset) {
    this.b.load(b, bOffset);
  }

  @Override
  public void multiply(float[] a, int aOffset, float[] c, int cOffset, boolean accumulate) {
    if (!b.isLoaded()) {
      throw new IllegalStateException("no matrix B was loaded");
    }
    this.c = c;
    for (int p = 0; p < shape.k(); p += blockK) {
      int kb = Math.min(blockK, shape.k() - p);
      continued = accumulate || p > 0;
      for (int i = 0; i < shape.m(); i += blockM) {
        int mb = Math.min(blockM, shape.m() - i);
        this.a.select(a, aOffset, i, mb, p, kb);
        int co = cOffset + i * shape.ldc();
        if (fewRows) {
          singleRows(mb, kb, co);
        } else {
          panels(mb, p, kb, co);
        }
      }
    }
  }

  private void panels(int mb, int p, int kb, int co) {
    for (int j = 0; j < shape.n(); j += PANEL) {
      b.select(p, kb, j);
      int width = Math.min(PANEL, shape.n() - j);
      int r = 0;
      if (width <= LANES) {
        for (; r + 8 <= mb; r += 8) {
          tile(8, r, width, kb, co + j);
        }
      }
      while (r < mb) {
        int rows = nextTile(mb - r);
        tile(rows, r, width, kb, co + j);
        r += rows;
      }
    }
  }

  /**
   * The rows of the next tile when so many remain: sixes, and at the end fives and fours so that
   * they come out even, which they do for every number but 1, 2, 3 and 7.
   */
  private static int nextTile(int remaining) {
    if (remaining >= 14 || remaining == 12 || remaining == 6) {
      return 6;
    }
    return switch (remaining) {
      case 4, 7, 8 -> 4;
      case 5, 9, 13 -> 5;
      case 10, 11 -> 6;
      default -> 1;
    };
  }

  /** One tile of C, {@code co} being the first row of the block at the panel's first column. */
  private void tile(int rows, int r, int width, int kb, int co) {
    int cs = shape.ldc();
    int to = co + r * cs;
    if (width == PANEL && rows > 1) {
      kernel(rows, r, kb, c, to, cs);
      return;
    }
    if (continued) {
      edge.read(rows, width, c, to, cs);
    }
    kernel(rows, r, kb, edge.array, 0, PANEL);
    edge.write(rows, width, c, to, cs);
  }

  /**
   * Runs the kernel for so many rows. A single row is worked out four times over, into an edge
   * tile: its two chains alone would take as long, waiting for their own results.
   */
  private void kernel(int rows, int r, int kb, float[] c, int co, int cs) {
    float[] s = continued ? c : ZEROS;
    int so = continued ? co : 0;
    int ss = continued ? cs : 0;
    float[] x = a.array;
    int as = a.stride;
    int ao = a.offset + r * as;
    float[] y = b.array;
    int bo = b.offset;
    int bs = b.stride;
    switch (rows) {
      case 8 -> NarrowKernel.tile8x1(kb, x, ao, as, y, bo, bs, s, so, ss, c, co, cs);
      case 6 -> MicroKernel.tile6x2(kb, x, ao, as, y, bo, bs, s, so, ss, c, co, cs);
      case 5 -> MicroKernel.tile5x2(kb, x, ao, as, y, bo, bs, s, so, ss, c, co, cs);
      case 4 -> MicroKernel.tile4x2(kb, x, ao, as, y, bo, bs, s, so, ss, c, co, cs);
      default -> MicroKernel.tile4x2(kb, x, ao, 0, y, bo, bs, s, so, 0, c, co, cs);
    }
  }

  /** A product of a few rows: four panels of B at a time, then the rest one by one. */
  private void singleRows(int mb, int kb, int co) {
    for (int r = 0; r < mb; r++) {
      int ao = a.offset + r * a.stride;
      int to = co + r * shape.ldc();
      int j = 0;
      for (; j + 4 * PANEL <= shape.n(); j += 4 * PANEL) {
        b.select(0, kb, j);
        float[] s = continued ? c : ZEROS;
        int so = continued ? to + j : 0;
        NarrowKernel.row1x8(
            kb, a.array, ao, b.array, b.offset, b.stride, b.panelStride(kb), s, so, c, to + j);
      }
      for (; j < shape.n(); j += PANEL) {
        b.select(0, kb, j);
        tile(1, r, Math.min(PANEL, shape.n() - j), kb, co + j);
      }
    }
  }
}
