package dev.javelin.simd.winograd;

import static dev.javelin.kernels.WinogradShape.POINTS;

import dev.javelin.kernels.WinogradShape;

/** The points of a block of input tiles. Belongs to one thread. */
final class InputPoints {
  private final Tiles tiles;
  private final int[] places;
  private final int imageLength;

  final Points points;

  InputPoints(WinogradShape shape, Tiles tiles) {
    this.tiles = tiles;
    places = shape.inputPlaces();
    imageLength = shape.inputs().imageLength();
    points = new Points(tiles.block, shape.inputs().stride());
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
          points.channels,
          points.array,
          (tile - from) * points.tileStride,
          points.tileStride,
          points.pointStride);
    }
  }
}
