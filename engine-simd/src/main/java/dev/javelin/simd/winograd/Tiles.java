package dev.javelin.simd.winograd;

import static dev.javelin.kernels.WinogradShape.POINTS;

import dev.javelin.kernels.WinogradShape;

/** How many tiles are worked on at a time, counted through all images. */
final class Tiles {
  /**
   * Floats of a block's points on both sides, gaps not counted: 640 KB, so that with what else is
   * read they stay in a second-level cache of 1 MB.
   */
  private static final int BLOCK = 160 << 10;

  /** The least tiles: fewer would load each weight for too few multiplications. */
  private static final int LEAST = 24;

  /** Most images at a time. */
  private static final int IMAGES = 8;

  /** Tiles of an image. */
  final int perImage;

  /** Images that are worked on at a time. */
  final int images;

  /** Most tiles of a block. */
  final int block;

  private Tiles(int perImage, int images, int most) {
    this.perImage = perImage;
    this.images = images;
    int total = images * perImage;
    block = Math.ceilDiv(total, Math.ceilDiv(total, most));
  }

  /** For sums over channels. */
  static Tiles ofProducts(WinogradShape shape) {
    int most = Math.max(LEAST, cached(shape));
    return new Tiles(shape.tiles(), Math.clamp(most / shape.tiles(), 1, IMAGES), most);
  }

  /**
   * For sums over tiles, which every block reads and writes: so many, where there are, that its
   * points are as much memory as they.
   */
  static Tiles ofOuterProducts(WinogradShape shape) {
    long in = shape.inputs().stride();
    long out = shape.results().stride();
    long most = Math.max(Math.max(LEAST, cached(shape)), in * out / (in + out));
    return new Tiles(shape.tiles(), IMAGES, (int) Math.min(most, Integer.MAX_VALUE));
  }

  private static int cached(WinogradShape shape) {
    return BLOCK / (POINTS * (shape.inputs().stride() + shape.results().stride()));
  }
}
