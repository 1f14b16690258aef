package dev.javelin.simd.winograd;

import static dev.javelin.kernels.WinogradShape.POINTS;
import static dev.javelin.simd.VectorSpec.LANES;

import dev.javelin.kernels.ChannelsLast;
import dev.javelin.kernels.WinogradShape;
import java.util.Arrays;

/** The points of a block of input tiles. Belongs to one thread. */
final class InputPoints {
  private final Tiles tiles;
  private final int[] places;
  private final int imageLength;
  private final float[] half = new float[POINTS * LANES];

  final Points points;

  /**
   * Memory for a block.
   *
   * @param places of the inputs, in {@link #floats}
   */
  InputPoints(WinogradShape shape, Tiles tiles, int[] places) {
    this.tiles = tiles;
    this.places = places;
    imageLength = shape.inputs().imageLength();
    points = new Points(tiles.block, shape.inputs().stride());
  }

  /** Where places stand, counted in floats. */
  static int[] floats(int[] places, ChannelsLast image) {
    return Arrays.stream(places).map(place -> Math.multiplyExact(place, image.stride())).toArray();
  }

  /** Transforms tiles, counted through all images. */
  void transform(int from, int to, float[] x, int xo) {
    int next;
    for (int tile = from; tile < to; tile = next) {
      int image = tile / tiles.perImage;
      next = Math.min(to, (image + 1) * tiles.perImage);
      InputKernel.inputs(
          next - tile,
          places,
          tile % tiles.perImage * POINTS,
          x,
          xo + image * imageLength,
          points.channels,
          half,
          points.array,
          (tile - from) * points.tileStride,
          points.tileStride,
          points.pointStride);
    }
  }
}
