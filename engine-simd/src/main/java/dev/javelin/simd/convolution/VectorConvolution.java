package dev.javelin.simd.convolution;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;

import dev.javelin.kernels.Convolution;
import dev.javelin.kernels.ConvolutionShape;
import java.util.Arrays;

/**
 * Convolution by register tiles: some rows of results by two vectors of places.
 *
 * <p>The loops, from the outside: blocks of terms, which continue the sums in y; tiles of rows,
 * whose weights then stay in L1; tiles of places. The grid is read where it stands, so nothing but
 * the weights is packed.
 */
public final class VectorConvolution implements Convolution {
  /**
   * Most terms of a block: 8 rows of weights are 10 KB, and the terms of a 3 x 3 kernel come from
   * 35 planes, of which a tile reads three runs each.
   */
  private static final int BLOCK_K = 320;

  private final ConvolutionShape shape;
  private final int[] offsets;
  private final int tiledRows;
  private final int blockK;
  // Tiles one after another, each [terms, rows of the tile].
  private final float[] weights;
  // Each row's start, as long as a tile is wide.
  private final float[] starts;
  private boolean loaded;

  /** Binds. */
  public VectorConvolution(ConvolutionShape shape) {
    this.shape = shape;
    offsets = shape.inputOffsets();
    tiledRows = shape.rows() / 4 * 4;
    int blocks = Math.ceilDiv(shape.terms(), BLOCK_K);
    blockK = Math.ceilDiv(shape.terms(), blocks);
    weights = new float[Math.multiplyExact(shape.rows(), shape.terms())];
    starts = new float[shape.rows() * PANEL];
  }

  /** The rows of the tile that starts at a row: 8 where the registers allow it, 4, or 1. */
  private int tileRows(int row) {
    if (row >= tiledRows) {
      return 1;
    }
    return LANES >= 16 && row + 8 <= shape.rows() ? 8 : 4;
  }

  @Override
  public void load(float[] weights, int offset, float[] starts, int startsOffset) {
    for (int row = 0; row < shape.rows(); row += tileRows(row)) {
      pack(row, tileRows(row), weights, offset + row * shape.weightStride());
    }
    for (int row = 0; row < shape.rows(); row++) {
      float start = starts == null ? 0 : starts[startsOffset + row];
      Arrays.fill(this.starts, row * PANEL, (row + 1) * PANEL, start);
    }
    loaded = true;
  }

  private void pack(int row, int rows, float[] from, int offset) {
    int[] places = shape.weightOffsets();
    int to = row * shape.terms();
    for (int k = 0; k < places.length; k++) {
      for (int r = 0; r < rows; r++) {
        weights[to + k * rows + r] = from[offset + r * shape.weightStride() + places[k]];
      }
    }
  }

  @Override
  public void run(float[] x, int xOffset, float[] y, int yOffset) {
    if (!loaded) {
      throw new IllegalStateException("no weights were loaded");
    }
    for (int k = 0; k < offsets.length; k += blockK) {
      int end = Math.min(k + blockK, offsets.length);
      for (int row = 0; row < tiledRows; row += tileRows(row)) {
        tiles(row, k, end, x, xOffset, y, yOffset + row * shape.rowStride());
      }
    }
    for (int row = tiledRows; row < shape.rows(); row++) {
      ConvolutionKernel.row(
          offsets,
          shape.length(),
          x,
          xOffset,
          weights,
          row * shape.terms(),
          starts[row * PANEL],
          y,
          yOffset + row * shape.rowStride());
    }
  }

  /** A tile of rows for all places. */
  private void tiles(int row, int k, int end, float[] x, int xo, float[] y, int yo) {
    int rows = tileRows(row);
    int wo = row * shape.terms() + k * rows;
    int ys = shape.rowStride();
    boolean first = k == 0;
    float[] s = first ? starts : y;
    int ss = first ? PANEL : ys;
    for (int p = 0; p < shape.length(); p += PANEL) {
      int so = first ? row * PANEL : yo + p;
      if (rows == 8) {
        ConvolutionKernel.tile8x2(
            offsets, k, end, x, xo + p, weights, wo, s, so, ss, y, yo + p, ys);
      } else {
        ConvolutionKernel.tile4x2(
            offsets, k, end, x, xo + p, weights, wo, s, so, ss, y, yo + p, ys);
      }
    }
  }
}
