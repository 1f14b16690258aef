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

  /** Points do not start a multiple of 4 KB apart, which would put them in the same cache sets. */
  private static final int SHIFT = 16;

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

  /** Floats from one point's tiles to the next. */
  int pointStride(int channels) {
    return block * channels + SHIFT;
  }

  /** Memory for a block's points. */
  float[] allocate(int channels) {
    int spare = PanelProduct.SPARE_ROWS * channels;
    return new float[Math.multiplyExact(POINTS, pointStride(channels)) + spare];
  }
}
