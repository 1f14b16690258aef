package dev.javelin.kernels.scalar;

import static dev.javelin.kernels.WinogradShape.POINTS;

import dev.javelin.kernels.WinogradGradient;
import dev.javelin.kernels.WinogradShape;
import java.util.Arrays;

/** The weights' gradient as its definition reads, a tile at a time. */
final class ScalarWinogradGradient implements WinogradGradient {
  private final WinogradShape shape;
  private final ScalarTiles inputTiles;
  private final ScalarTiles gradientTiles;
  private final float[] inputs;
  private final float[] gradients;
  // [out, in, points]
  private final float[] sums;
  private final float[] points = new float[POINTS];
  private final float[] half = new float[POINTS];

  ScalarWinogradGradient(WinogradShape shape) {
    this.shape = shape;
    inputTiles = ScalarTiles.ofInputs(shape);
    gradientTiles = ScalarTiles.ofResultGradients(shape);
    inputs = new float[shape.in() * POINTS];
    gradients = new float[shape.out() * POINTS];
    sums = new float[Math.multiplyExact(Math.multiplyExact(shape.out(), shape.in()), POINTS)];
  }

  @Override
  public void run(
      int images, float[] dy, int dyOffset, float[] x, int xOffset, float[] dw, int dwOffset) {
    Arrays.fill(sums, 0f);
    for (int i = 0; i < images; i++) {
      for (int tile = 0; tile < shape.tiles(); tile++) {
        gradientTiles.read(tile, dy, dyOffset + i * shape.results().imageLength(), gradients);
        inputTiles.read(tile, x, xOffset + i * shape.inputs().imageLength(), inputs);
        addProducts();
      }
    }
    for (int filter = 0; filter < shape.out() * shape.in(); filter++) {
      System.arraycopy(sums, filter * POINTS, points, 0, POINTS);
      int to = dwOffset + filter * shape.taps();
      WinogradTransforms.weightGradients(shape).apply(points, half, dw, to);
    }
  }

  private void addProducts() {
    for (int o = 0; o < shape.out(); o++) {
      for (int c = 0; c < shape.in(); c++) {
        int filter = (o * shape.in() + c) * POINTS;
        for (int t = 0; t < POINTS; t++) {
          sums[filter + t] =
              Math.fma(gradients[o * POINTS + t], inputs[c * POINTS + t], sums[filter + t]);
        }
      }
    }
  }
}
