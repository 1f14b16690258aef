package dev.javelin.kernels.scalar;

import static dev.javelin.kernels.WinogradShape.POINTS;

import dev.javelin.kernels.ChannelsLast;
import dev.javelin.kernels.WinogradShape;

/** Reads an image's tiles and transforms them. */
final class ScalarTiles {
  private final WinogradTransforms transform;
  private final ChannelsLast layout;
  private final int[] places;
  // As they are, and transformed by half.
  private final float[] numbers;
  private final float[] half = new float[POINTS];

  private ScalarTiles(WinogradTransforms transform, ChannelsLast layout, int[] places, int count) {
    this.transform = transform;
    this.layout = layout;
    this.places = places;
    numbers = new float[count];
  }

  static ScalarTiles ofInputs(WinogradShape shape) {
    return new ScalarTiles(WinogradTransforms.INPUTS, shape.inputs(), shape.inputPlaces(), POINTS);
  }

  static ScalarTiles ofResultGradients(WinogradShape shape) {
    return new ScalarTiles(
        WinogradTransforms.resultGradients(shape),
        shape.results(),
        shape.outputPlaces(),
        shape.tileResults());
  }

  /** Writes a tile's points, {@code [channels, points]}. */
  void read(int tile, float[] image, int offset, float[] points) {
    for (int c = 0; c < layout.channels(); c++) {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = image[offset + places[tile * numbers.length + i] * layout.stride() + c];
      }
      transform.apply(numbers, half, points, c * POINTS);
    }
  }
}
