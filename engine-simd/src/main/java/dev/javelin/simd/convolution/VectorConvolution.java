package dev.javelin.simd.convolution;

import static dev.javelin.simd.VectorSpec.PANEL;
import static dev.javelin.simd.VectorSpec.TALL_TILE_ROWS;
import static dev.javelin.simd.VectorSpec.fiveOrFour;

import dev.javelin.kernels.Convolution;
import dev.javelin.kernels.ConvolutionShape;
import dev.javelin.simd.VectorRowCopy;
import java.util.Arrays;

/**
 * Convolution by register tiles: some rows of results by two vectors of places. The grid is read
 * where it stands, so nothing but the weights is packed; what stands between runs is computed as if
 * it were results, and left out at the end.
 *
 * <p>The loops, from the outside: blocks of terms, which continue the sums; chunks of places, whose
 * part of the grid then stays in the second-level cache; tiles of rows, whose weights stay in the
 * first-level cache; tiles of places.
 */
public final class VectorConvolution implements Convolution {
  /**
   * Most terms of a block: 8 rows of weights are 10 KB, and the terms of a 3 x 3 kernel come from
   * 35 planes, of which a tile reads three runs each.
   */
  private static final int BLOCK_K = 320;

  /** Places of a chunk: of 35 planes in four phases 140 KB. */
  private static final int CHUNK = 256;

  private final ConvolutionShape shape;
  private final int[] offsets;
  private final int length;
  // Rows from here on are computed one by one.
  private final int tiledRows;
  private final int blockK;
  // Whether results are put where they belong at once.
  private final boolean direct;
  // Tiles one after another, each [terms, rows of the tile].
  private final float[] weights;
  // Each row's start, as long as a tile is wide.
  private final float[] starts;
  private final VectorRowCopy rowCopy = new VectorRowCopy();
  private boolean loaded;

  /** Binds. */
  public VectorConvolution(ConvolutionShape shape) {
    this.shape = shape;
    offsets = shape.inputOffsets();
    length = shape.length();
    tiledRows = shape.rows() / 4 * 4;
    int blocks = Math.ceilDiv(shape.terms(), BLOCK_K);
    blockK = Math.ceilDiv(shape.terms(), blocks);
    direct = length == shape.results();
    weights = new float[Math.multiplyExact(shape.rows(), shape.terms())];
    starts = new float[shape.rows() * PANEL];
  }

  /** The rows of the tile that starts at a row: 8, or 5 where registers are few, or 4, or 1. */
  private int tileRows(int row) {
    if (row >= tiledRows) {
      return 1;
    }
    if (TALL_TILE_ROWS == 8) {
      return row + 8 <= tiledRows ? 8 : 4;
    }
    return fiveOrFour(tiledRows - row);
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
  public int scratchLength() {
    return direct ? 0 : Math.multiplyExact(Math.max(tiledRows, 1), length);
  }

  @Override
  public void run(float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    if (!loaded) {
      throw new IllegalStateException("no weights were loaded");
    }
    float[] to = direct ? y : scratch;
    int at = direct ? yOffset : 0;
    runTiles(x, xOffset, to, at, direct ? shape.rowStride() : length);
    for (int row = direct ? tiledRows : 0; row < shape.rows(); row++) {
      int rowOffset = yOffset + row * shape.rowStride();
      boolean tiled = row < tiledRows;
      if (!tiled) {
        runRow(row, x, xOffset, to, direct ? rowOffset : 0);
      }
      if (!direct) {
        copyRuns(scratch, tiled ? row * length : 0, y, rowOffset);
      }
    }
  }

  private void copyRuns(float[] from, int offset, float[] y, int yo) {
    int run = shape.runLength();
    rowCopy.run(shape.runs(), run, from, offset, shape.runPitch(), y, yo, run);
  }

  private void runRow(int row, float[] x, int xo, float[] y, int yo) {
    float start = starts[row * PANEL];
    ConvolutionKernel.row(offsets, length, x, xo, weights, row * shape.terms(), start, y, yo);
  }

  private void runTiles(float[] x, int xo, float[] y, int yo, int ys) {
    for (int k = 0; k < offsets.length; k += blockK) {
      int end = Math.min(k + blockK, offsets.length);
      for (int chunk = 0; chunk < length; chunk += CHUNK) {
        int chunkEnd = Math.min(chunk + CHUNK, length);
        for (int row = 0; row < tiledRows; row += tileRows(row)) {
          for (int p = chunk; p < chunkEnd; p += PANEL) {
            tile(row, p, k, end, x, xo, y, yo + row * ys, ys);
          }
        }
      }
    }
  }

  /** Terms {@code k} to {@code end} of a tile at place {@code p}. */
  private void tile(int row, int p, int k, int end, float[] x, int xo, float[] y, int yo, int ys) {
    int rows = tileRows(row);
    int wo = row * shape.terms() + k * rows;
    boolean first = k == 0;
    float[] s = first ? starts : y;
    int so = first ? row * PANEL : yo + p;
    int ss = first ? PANEL : ys;
    if (rows == 8) {
      ConvolutionKernel.tile8x2(offsets, k, end, x, xo + p, weights, wo, s, so, ss, y, yo + p, ys);
    } else if (rows == 5) {
      ConvolutionKernel.tile5x2(offsets, k, end, x, xo + p, weights, wo, s, so, ss, y, yo + p, ys);
    } else {
      ConvolutionKernel.tile4x2(offsets, k, end, x, xo + p, weights, wo, s, so, ss, y, yo + p, ys);
    }
  }
}
