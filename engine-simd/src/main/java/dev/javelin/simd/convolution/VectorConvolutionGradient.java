package dev.javelin.simd.convolution;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;
import static dev.javelin.simd.VectorSpec.TALL_TILE_ROWS;

import dev.javelin.kernels.ConvolutionGradient;
import dev.javelin.kernels.ConvolutionGradientShape;
import dev.javelin.simd.gemm.PackedKernel;
import dev.javelin.simd.gemm.Strip;
import dev.javelin.simd.gemm.Transpose;
import java.util.Arrays;

/**
 * The weights' gradient by register tiles: some terms by two vectors of rows.
 *
 * <p>dy is transposed, some places at a time, to panels of which each place has a row; where it has
 * its channels last it is that already. The numbers of the grid are read one by one: each meets a
 * whole row of a panel. Where several panels meet them they are first copied in the order in which
 * tiles read them, since to look each of them up takes about as long as its multiplications. The
 * gradients are kept transposed as well until all images are done.
 */
public final class VectorConvolutionGradient implements ConvolutionGradient {
  /** Terms of a tile of one vector, and the most of any on a grid that is read where it stands. */
  private static final int NARROW_TERMS = 8;

  /** Most places at a time: a panel of them is 32 KB at 512 bits. */
  private static final int BLOCK = 256;

  /**
   * Terms whose numbers are copied at a time: of a block of places 40 KB at most. Whole strips, and
   * whole tiles of {@link #NARROW_TERMS}, so that no tile reaches into the next group.
   */
  private static final int GROUP = 4 * Strip.ROWS;

  private final ConvolutionGradientShape shape;
  private final int[] offsets;
  private final int panels;
  private final int termStride;
  // Of each panel: [terms, PANEL].
  private final float[] sums;
  // Of each panel: [places of a block, PANEL].
  private final float[] dyPanels;
  // Of a group: strips of a block's places. Empty where the grid is read where it stands.
  private final float[] strips;
  private final int[] places = new int[BLOCK];
  private int count;

  /** Binds. */
  public VectorConvolutionGradient(ConvolutionGradientShape shape) {
    this.shape = shape;
    offsets = shape.inputOffsets();
    panels = Math.ceilDiv(shape.rows(), PANEL);
    // The last tile may reach past the last term, by seven: one of eight has at least one term, one
    // of a strip of ten five.
    termStride = (shape.terms() + NARROW_TERMS - 1) * PANEL;
    sums = new float[Math.multiplyExact(panels, termStride)];
    dyPanels = new float[shape.isChannelsLast() ? 0 : Math.multiplyExact(panels, BLOCK * PANEL)];
    // A narrow panel does not read the copy, and channels last are no panels.
    boolean copies = !shape.isChannelsLast() && shape.rows() > PANEL + LANES;
    strips = new float[copies ? Strip.start(GROUP, BLOCK) : 0];
  }

  @Override
  public void run(
      int images,
      float[] dy,
      int dyOffset,
      int dyStride,
      float[] x,
      int xOffset,
      int xStride,
      float[] dw,
      int dwOffset) {
    Arrays.fill(sums, 0f);
    if (shape.isChannelsLast()) {
      readWhereItStands(images, dy, dyOffset, dyStride, x, xOffset, xStride);
    } else {
      readPanels(images, dy, dyOffset, dyStride, x, xOffset, xStride);
    }
    write(dw, dwOffset);
  }

  private void readWhereItStands(
      int images, float[] dy, int dyo, int dyStride, float[] x, int xo, int xStride) {
    int length = shape.places().length;
    for (int i = 0; i < images; i++) {
      for (int p = 0; p < length; p += count) {
        count = Math.min(BLOCK, length - p);
        System.arraycopy(shape.places(), p, places, 0, count);
        int from = dyo + i * dyStride + p * shape.placeStride();
        for (int panel = 0; panel < panels; panel++) {
          int start = from + panel * PANEL;
          multiplyPanel(panel, x, xo + i * xStride, dy, start, shape.placeStride());
        }
      }
    }
    count = 0;
  }

  private void readPanels(
      int images, float[] dy, int dyo, int dyStride, float[] x, int xo, int xStride) {
    int length = shape.places().length;
    int total = images * length;
    int block = Math.ceilDiv(total, Math.ceilDiv(total, BLOCK));
    for (int i = 0; i < images; i++) {
      int next;
      for (int p = 0; p < length; p = next) {
        next = Math.min(length, p + block - count);
        take(p, next, i * xStride, dy, dyo + i * dyStride);
        if (count == block) {
          multiplyPanels(x, xo);
          count = 0;
        }
      }
    }
    multiplyPanels(x, xo);
    count = 0;
  }

  /** Adds some places of an image to the block. */
  private void take(int from, int to, int image, float[] dy, int dyo) {
    for (int p = from; p < to; p++) {
      places[count + p - from] = image + shape.places()[p];
    }
    for (int panel = 0; panel < panels; panel++) {
      Transpose.run(
          rows(panel),
          to - from,
          dy,
          dyo + panel * PANEL * shape.rowStride() + from,
          shape.rowStride(),
          dyPanels,
          (panel * BLOCK + count) * PANEL,
          PANEL);
    }
    count += to - from;
  }

  private int rows(int panel) {
    return Math.min(PANEL, shape.rows() - panel * PANEL);
  }

  /** Continues all sums by the block of panels. */
  private void multiplyPanels(float[] x, int xo) {
    if (strips.length == 0) {
      for (int panel = 0; panel < panels; panel++) {
        multiplyPanel(panel, x, xo, dyPanels, panel * (BLOCK * PANEL), PANEL);
      }
      return;
    }
    for (int k = 0; k < offsets.length; k += GROUP) {
      int end = Math.min(k + GROUP, offsets.length);
      for (int term = k; term < end; term++) {
        copy(term, x, xo);
      }
      for (int panel = 0; panel < panels; panel++) {
        multiplyGroup(panel, k, end, x, xo);
      }
    }
  }

  /** The numbers of a term, to where its tile reads them. */
  private void copy(int term, float[] x, int xo) {
    int o = xo + offsets[term];
    int i = term % GROUP;
    int to = Strip.place(i, BLOCK);
    for (int p = 0; p < count; p++) {
      strips[to + p * Strip.WIDTH] = x[o + places[p]];
    }
  }

  /** Continues a panel's sums of a group of terms. */
  private void multiplyGroup(int panel, int k, int end, float[] x, int xo) {
    int dyo = panel * (BLOCK * PANEL);
    if (isNarrow(panel)) {
      for (int term = k; term < end; term += NARROW_TERMS) {
        tile(panel, term, x, xo, dyPanels, dyo, PANEL);
      }
      return;
    }
    for (int term = k; term < end; term += Strip.ROWS) {
      int terms = Math.min(Strip.ROWS, end - term);
      int from = Strip.start(term - k, BLOCK);
      int to = panel * termStride + term * PANEL;
      PackedKernel.tile(
          terms, count, strips, from, dyPanels, dyo, sums, to, PANEL, sums, to, PANEL);
    }
  }

  /** Continues a panel's sums of all terms. */
  private void multiplyPanel(int panel, float[] x, int xo, float[] dy, int dyo, int dys) {
    int step = isNarrow(panel) ? NARROW_TERMS : TALL_TILE_ROWS;
    for (int k = 0; k < offsets.length; k += step) {
      tile(panel, k, x, xo, dy, dyo, dys);
    }
  }

  private boolean isNarrow(int panel) {
    return rows(panel) <= LANES;
  }

  private void tile(int panel, int k, float[] x, int xo, float[] dy, int dyo, int dys) {
    int to = panel * termStride + k * PANEL;
    int last = offsets.length - 1;
    if (isNarrow(panel)) {
      GradientKernel.tile8x1(places, count, x, xo, offsets, k, last, dy, dyo, dys, sums, to, PANEL);
    } else if (last - k < 4) {
      GradientKernel.tile4x2(places, count, x, xo, offsets, k, last, dy, dyo, dys, sums, to, PANEL);
    } else if (TALL_TILE_ROWS == 5) {
      GradientKernel.tile5x2(places, count, x, xo, offsets, k, last, dy, dyo, dys, sums, to, PANEL);
    } else {
      GradientKernel.tile8x2(places, count, x, xo, offsets, k, last, dy, dyo, dys, sums, to, PANEL);
    }
  }

  private void write(float[] dw, int dwo) {
    int terms = shape.terms();
    for (int panel = 0; panel < panels; panel++) {
      int to = dwo + panel * PANEL * terms;
      Transpose.run(terms, rows(panel), sums, panel * termStride, PANEL, dw, to, terms);
    }
  }
}
