package dev.javelin.simd.winograd;

import static dev.javelin.kernels.WinogradShape.POINTS;

import dev.javelin.kernels.WinogradShape;

/** How many tiles are worked on at a time, counted through all images. */
final class Tiles {
  /**
   * Floats of a block's points on both sides: 640 KB, so that with what else is read they stay in a
   * second-level cache of 1 MB.
   */
  private static final int BLOCK = 160 << 10;

  /** The least tiles: fewer would load each weight for too few multiplications. */
  private static final int LEAST = 24;

  /** Tiles of an image. */
  final int perImage;

  /** Images that are worked on at a time. */
  final int images;

  /** Most tiles of a block. */
  final int block;

  private Tiles(WinogradShape shape, long least) {
    perImage = shape.tiles();
    int channels = shape.inputs().stride() + shape.results().stride();
    int most = (int) Math.max(least, BLOCK / (POINTS * channels));
    images = Math.max(1, Math.min(8, most / perImage));
    int total = images * perImage;
    block = Math.ceilDiv(total, Math.ceilDiv(total, most));
  }

  /** For sums over channels. */
  static Tiles ofProducts(WinogradShape shape) {
    return new Tiles(shape, LEAST);
  }

  /**
   * For sums over tiles, which every block reads and writes: at least so many that its points are
   * as much memory as they.
   */
  static Tiles ofOuterProducts(WinogradShape shape) {
    long in = shape.inputs().stride();
    long out = shape.results().stride();
    return new Tiles(shape, Math.max(LEAST, in * out / (in + out)));
  }
}
