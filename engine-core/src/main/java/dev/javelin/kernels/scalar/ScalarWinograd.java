package dev.javelin.kernels.scalar;

import static dev.javelin.kernels.WinogradShape.POINTS;

import dev.javelin.kernels.Winograd;
import dev.javelin.kernels.WinogradShape;
import java.util.Arrays;

/** Winograd's convolution as its definition reads, a tile at a time. */
final class ScalarWinograd implements Winograd {
  private final WinogradShape shape;
  // [out, in, points]
  private final float[] weights;
  private final float[] starts;
  // As they are, and transformed by half.
  private final float[] filter;
  private final float[] loadHalf = new float[POINTS];
  private boolean loaded;

  ScalarWinograd(WinogradShape shape) {
    this.shape = shape;
    int filters = Math.multiplyExact(shape.out(), shape.in());
    weights = new float[Math.multiplyExact(filters, POINTS)];
    starts = new float[shape.out()];
    filter = new float[shape.taps()];
  }

  @Override
  public void load(float[] weights, int offset, float[] starts, int startsOffset) {
    for (int o = 0; o < shape.out(); o++) {
      for (int c = 0; c < shape.in(); c++) {
        for (int tap = 0; tap < filter.length; tap++) {
          filter[tap] = weights[offset + shape.weightIndex(o, c, tap)];
        }
        int to = (o * shape.in() + c) * POINTS;
        WinogradTransforms.weights(shape).apply(filter, loadHalf, this.weights, to);
      }
      this.starts[o] = starts == null ? 0 : starts[startsOffset + o];
    }
    loaded = true;
  }

  @Override
  public int images() {
    return 1;
  }

  @Override
  public Winograd.Worker worker() {
    return new Worker();
  }

  private final class Worker implements Winograd.Worker {
    private final ScalarTiles inputTiles = ScalarTiles.ofInputs(shape);
    private final int[] places = shape.outputPlaces();
    private final float[] inputs = new float[shape.in() * POINTS];
    private final float[] sums = new float[POINTS];
    private final float[] half = new float[POINTS];
    private final float[] results = new float[shape.tileResults()];

    @Override
    public void run(int images, float[] x, int xOffset, float[] y, int yOffset) {
      if (!loaded) {
        throw new IllegalStateException("no weights were loaded");
      }
      for (int i = 0; i < images; i++) {
        for (int tile = 0; tile < shape.tiles(); tile++) {
          inputTiles.read(tile, x, xOffset + i * shape.inputs().imageLength(), inputs);
          tile(tile, y, yOffset + i * shape.results().imageLength());
        }
      }
    }

    private void tile(int tile, float[] y, int yo) {
      for (int o = 0; o < shape.out(); o++) {
        sum(o);
        WinogradTransforms.results(shape).apply(sums, half, results, 0);
        for (int i = 0; i < results.length; i++) {
          int row = yo + places[tile * results.length + i] * shape.results().stride();
          y[row + o] = results[i] + starts[o];
        }
      }
    }

    private void sum(int o) {
      Arrays.fill(sums, 0f);
      for (int c = 0; c < shape.in(); c++) {
        int filter = (o * shape.in() + c) * POINTS;
        for (int t = 0; t < POINTS; t++) {
          sums[t] = Math.fma(inputs[c * POINTS + t], weights[filter + t], sums[t]);
        }
      }
    }
  }
}
