package dev.javelin.simd.winograd;

import static dev.javelin.kernels.WinogradShape.POINTS;

import dev.javelin.simd.gemm.PanelProduct;

/** Memory for the points of a block of tiles: {@code [points, tiles, channels]}, with gaps. */
final class Points {
  /** Floats of a cache line. */
  private static final int LINE = 16;

  /** From so many channels on, tiles are kept apart. */
  private static final int WIDE = 64;

  /** Of each tile; whole vectors. */
  final int channels;

  /**
   * Floats from one tile to the next: an odd number of cache lines where the tiles are so wide that
   * they would all fall into a few sets of the first-level cache.
   */
  final int tileStride;

  /** Floats from one point to the next: likewise, for a tile's points. */
  final int pointStride;

  /** The points, from 0 on. */
  final float[] array;

  Points(int tiles, int channels) {
    this.channels = channels;
    tileStride = channels < WIDE ? channels : oddLines(channels);
    pointStride = oddLines(Math.multiplyExact(tiles, tileStride));
    int spare = PanelProduct.SPARE_ROWS * tileStride;
    array = new float[Math.addExact(Math.multiplyExact(POINTS, pointStride), spare)];
  }

  /** The least odd number of cache lines that has room for so many floats, in floats. */
  static int oddLines(int floats) {
    return (Math.ceilDiv(floats, LINE) | 1) * LINE;
  }
}
