package dev.javelin.simd.winograd;

import static dev.javelin.kernels.WinogradShape.POINTS;

import dev.javelin.kernels.WinogradShape;

/** The points of a block of input tiles. Belongs to one thread. */
final class InputPoints {
  private final Tiles tiles;
  private final int[] places;
  private final int imageLength;

  /** Floats from one tile to the next. */
  final int stride;

  /** Floats from one point to the next. */
  final int pointStride;

  /** The points, from 0 on. */
  final float[] array;

  InputPoints(WinogradShape shape, Tiles tiles) {
    this.tiles = tiles;
    places = shape.inputPlaces();
    imageLength = shape.inputs().imageLength();
    stride = shape.inputs().stride();
    pointStride = tiles.pointStride(stride);
    array = tiles.allocate(stride);
  }

  /** Transforms tiles, counted through all images. */
  void transform(int from, int to, float[] x, int xo) {
    int next;
    for (int tile = from; tile < to; tile = next) {
      int image = tile / tiles.perImage;
      next = Math.min(to, (image + 1) * tiles.perImage);
      TileKernel.inputs(
          next - tile,
          places,
          tile % tiles.perImage * POINTS,
          x,
          xo + image * imageLength,
          stride,
          array,
          (tile - from) * stride,
          pointStride);
    }
  }
}
