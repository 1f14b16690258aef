package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.BLOCK_A;
import static dev.javelin.simd.VectorSpec.BLOCK_K;
import static dev.javelin.simd.VectorSpec.BLOCK_M;
import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;
import static dev.javelin.simd.VectorSpec.TILE_ROWS;
import static dev.javelin.simd.VectorSpec.fiveOrFour;

import dev.javelin.kernels.Gemm;
import dev.javelin.kernels.GemmShape;

/**
 * C = op(A) op(B) by register tiles, for one thread.
 *
 * <p>The loops, from the outside: blocks of k, which continue the sums in C; blocks of rows that
 * keep A in L2; panels of B, which stay in L1 or go through it; tiles of rows. Every sum runs over
 * k in order, as the contract wants: no loop here divides a sum among accumulators.
 */
public final class VectorGemm implements Gemm {

  /** Columns that {@link NarrowKernel#row1x8} makes. */
  private static final int FOUR_PANELS = 4 * PANEL;

  /** What a kernel starts from when C is not continued. */
  private static final float[] ZEROS = new float[FOUR_PANELS];

  private final GemmShape shape;
  private final boolean singleRow;
  private final int blockM;
  private final int blockK;
  private final BlockOfA a;
  private final PanelOfB b;
  private final EdgeTile edge = new EdgeTile();

  private float[] c;
  private boolean continued;
  private boolean backwards;

  VectorGemm(GemmShape shape) {
    this.shape = shape;
    this.singleRow = shape.m() == 1;
    // Blocks of rows are whole strips, but for the last; they come out even in tiles of six, five
    // and four rows as well.
    this.blockK = singleRow ? shape.k() : evenBlock(shape.k(), BLOCK_K);
    int longest = shape.m() <= BLOCK_M ? BLOCK_M : Math.min(BLOCK_M, BLOCK_A / blockK);
    this.blockM = Math.ceilDiv(evenBlock(shape.m(), longest), Strip.ROWS) * Strip.ROWS;
    this.b = new PanelOfB(shape, blockM, blockK);
    this.a = new BlockOfA(shape, blockM, blockK, !b.isStanding());
  }

  /** A product bound to a shape. */
  public static Gemm of(GemmShape shape) {
    if (shape.k() == 1) {
      return new OuterProduct(shape);
    }
    boolean mirrored = !shape.keepsB() && MirroredGemm.pays(shape);
    return mirrored ? new MirroredGemm(shape) : unmirrored(shape);
  }

  /** The same, never mirrored. */
  static Gemm unmirrored(GemmShape shape) {
    return SingleRowGemm.takes(shape) ? new SingleRowGemm(shape) : new VectorGemm(shape);
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
        if (singleRow) {
          singleRow(kb, co);
        } else {
          panels(i == 0, mb, p, kb, co);
        }
      }
    }
  }

  private void panels(boolean first, int mb, int p, int kb, int co) {
    for (int j = 0; j < shape.n(); j += PANEL) {
      b.select(p, kb, j, first);
      int width = Math.min(PANEL, shape.n() - j);
      for (int r = 0, rows; r < mb; r += rows) {
        rows = a.isInStrips() ? Strip.rows(mb - r) : nextTile(mb - r, width <= LANES);
        tile(rows, r, width, mb, kb, co + j);
      }
    }
  }

  /**
   * The rows of the next tile when so many remain: sixes, or eights where C is narrow, and at the
   * end fives and fours so that they come out even, as they do for every number from 4 on but 7; or
   * fives where these are the tile, after as many fours as make them come out even.
   */
  static int nextTile(int remaining, boolean narrow) {
    if (narrow && (remaining == 8 || remaining >= 16)) {
      return 8;
    }
    if (TILE_ROWS == 5) {
      return Math.min(remaining, fiveOrFour(remaining));
    }
    return switch (remaining) {
      case 1, 2, 3 -> remaining;
      case 4, 8 -> 4;
      case 5, 9, 13 -> 5;
      case 12, 14 -> narrow ? 8 : 6;
      default -> 6;
    };
  }

  /**
   * One tile of C, {@code co} being the first row of the block at the panel's first column. Fewer
   * than four rows would take as long as four, waiting for their own results, and need no kernel of
   * their own: at the end of a block those before them are worked out once more. (A strip holds
   * something behind its last row, and has tiles of four rows and of {@link Strip#ROWS} only.)
   */
  private void tile(int rows, int r, int width, int mb, int kb, int co) {
    int cs = shape.ldc();
    boolean whole = a.isInStrips() ? rows == 4 || rows == Strip.ROWS : rows >= 4;
    if (width == PANEL && whole) {
      kernel(rows, r, kb, c, co + r * cs, cs);
      return;
    }
    int again = rows < 4 && mb >= 4 && !a.isInStrips() ? 4 - rows : 0;
    int to = co + (r - again) * cs;
    if (continued) {
      edge.read(rows + again, width, c, to, cs);
    }
    kernel(rows + again, r - again, kb, edge.array, 0, PANEL);
    edge.write(again, rows + again, width, c, to, cs);
  }

  /**
   * Runs the kernel for so many rows. In a block of fewer than four, a single row is worked out
   * four times over, and two or three together with what {@link BlockOfA} has behind them. C is an
   * edge tile then.
   */
  private void kernel(int rows, int r, int kb, float[] c, int co, int cs) {
    float[] s = continued ? c : ZEROS;
    int so = continued ? co : 0;
    int ss = continued ? cs : 0;
    if (a.isInStrips()) {
      int strip = Strip.start(r, kb);
      PackedKernel.tile(rows, kb, a.array, strip, b.array, b.offset, s, so, ss, c, co, cs);
      return;
    }
    float[] x = a.array;
    int as = rows == 1 ? 0 : a.stride;
    int ao = a.offset + r * a.stride;
    MicroKernel.tile(rows, kb, x, ao, as, b.array, b.offset, b.stride, s, so, ss, c, co, cs);
  }

  /**
   * A product of one row: four panels of B at a time, the rest one by one. All of B is read for a
   * few sums, so every other product with a B that is kept goes backwards: what the last one has
   * left in the cache, where that is smaller than all that is read, comes first.
   */
  private void singleRow(int kb, int co) {
    int fours = shape.n() / FOUR_PANELS;
    int groups = fours + Math.ceilDiv(shape.n() % FOUR_PANELS, PANEL);
    for (int i = 0; i < groups; i++) {
      int group = backwards ? groups - 1 - i : i;
      int j = Math.min(group, fours) * FOUR_PANELS + Math.max(0, group - fours) * PANEL;
      b.select(0, kb, j, true);
      if (group < fours) {
        float[] s = continued ? c : ZEROS;
        int so = continued ? co + j : 0;
        NarrowKernel.row1x8(
            kb,
            a.array,
            a.offset,
            b.array,
            b.offset,
            b.stride,
            b.panelStride(kb),
            s,
            so,
            c,
            co + j);
      } else {
        tile(1, 0, Math.min(PANEL, shape.n() - j), 1, kb, co + j);
      }
    }
    backwards = shape.keepsB() && !backwards;
  }
}
