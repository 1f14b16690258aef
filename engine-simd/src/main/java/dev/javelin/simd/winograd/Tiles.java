package dev.javelin.simd.winograd;

import static dev.javelin.kernels.WinogradShape.POINTS;

import dev.javelin.kernels.WinogradShape;
import dev.javelin.simd.gemm.PanelProduct;

/**
 * How many tiles are worked on at a time, counted through all images, and where the points of a
 * block of them stand: {@code [points, tiles, channels]}.
 */
final class Tiles {
  /**
   * Floats of a block's points on both sides: 640 KB, so that with what else is read they stay in a
   * second-level cache of 1 MB.
   */
  private static final int BLOCK = 160 << 10;

  /** The least tiles: fewer would load each weight for too few multiplications. */
  private static final int LEAST = 24;

  /** Floats of a cache line. */
  private static final int LINE = 16;

  /** Tiles of an image. */
  final int perImage;

  /** Images that are worked on at a time. */
  final int images;

  /** Most tiles of a block. */
  final int block;

  Tiles(WinogradShape shape) {
    perImage = shape.tiles();
    int channels = shape.inputs().stride() + shape.results().stride();
    int most = Math.max(LEAST, BLOCK / (POINTS * channels));
    images = Math.max(1, Math.min(8, most / perImage));
    int total = images * perImage;
    block = Math.ceilDiv(total, Math.ceilDiv(total, most));
  }

  /**
   * Floats from one point's tiles to the next: an odd number of cache lines, so that a tile's 16
   * points are in as many sets of a cache.
   */
  int pointStride(int channels) {
    return (Math.ceilDiv(block * channels, LINE) | 1) * LINE;
  }

  /** Memory for a block's points. */
  float[] allocate(int channels) {
    int spare = PanelProduct.SPARE_ROWS * channels;
    return new float[Math.multiplyExact(POINTS, pointStride(channels)) + spare];
  }
}
