package dev.javelin.simd.winograd;

import static dev.javelin.kernels.WinogradShape.POINTS;
import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;

import dev.javelin.kernels.Winograd;
import dev.javelin.kernels.WinogradShape;
import dev.javelin.simd.gemm.PanelProduct;
import dev.javelin.simd.gemm.Transpose;

/**
 * Winograd's convolution with channels as lanes, so that no vector has an edge. A block of tiles is
 * transformed, multiplied by the weights in one matrix product for each point, {@code [tiles, in]
 * [in, out]}, and transformed back.
 */
public final class VectorWinograd implements Winograd {
  /** Channels whose weights are transformed at a time. */
  private static final int GROUP = 16;

  private final WinogradShape shape;
  private final Tiles tiles;
  private final int[] inputPlaces;
  private final int[] outputPlaces;
  private final int resultStride;
  private final int panels;
  // Of a group: [in, taps, panels * PANEL]
  private final float[] taps;
  // [points, panels, in, PANEL], points an odd number of cache lines apart.
  private final float[] weights;
  private final int weightStride;
  private final float[] starts;
  private final float[] loadHalf = new float[POINTS * LANES];
  private boolean loaded;

  /** Binds. */
  public VectorWinograd(WinogradShape shape) {
    this.shape = shape;
    tiles = Tiles.ofProducts(shape);
    inputPlaces = InputPoints.floats(shape.inputPlaces(), shape.inputs());
    outputPlaces = InputPoints.floats(shape.outputPlaces(), shape.results());
    resultStride = shape.results().stride();
    panels = Math.ceilDiv(resultStride, PANEL);
    int filters = Math.multiplyExact(shape.in(), panels * PANEL);
    taps = new float[Math.multiplyExact(GROUP * shape.taps(), panels * PANEL)];
    weightStride = Points.oddLines(filters);
    weights = new float[Math.multiplyExact(weightStride, POINTS)];
    starts = new float[panels * PANEL];
  }

  @Override
  public void load(float[] weights, int offset, float[] starts, int startsOffset) {
    for (int c = 0; c < shape.in(); c += GROUP) {
      loadGroup(c, Math.min(GROUP, shape.in() - c), weights, offset);
    }
    for (int o = 0; o < shape.out(); o++) {
      this.starts[o] = starts == null ? 0 : starts[startsOffset + o];
    }
    loaded = true;
  }

  private void loadGroup(int first, int channels, float[] from, int offset) {
    int width = panels * PANEL;
    int count = shape.taps();
    if (shape.mirrored()) {
      for (int c = 0; c < channels; c++) {
        int filters = offset + (first + c) * shape.out() * count;
        Transpose.run(shape.out(), count, from, filters, count, taps, c * count * width, width);
      }
    } else {
      int terms = shape.in() * count;
      int filters = offset + first * count;
      Transpose.run(shape.out(), channels * count, from, filters, terms, taps, 0, width);
    }
    // A mirrored convolution meets the last tap first.
    int tap = shape.mirrored() ? (count - 1) * width : 0;
    int step = shape.mirrored() ? -width : width;
    for (int lane = 0; lane < width; lane += LANES) {
      int to = lane / PANEL * shape.in() * PANEL + lane % PANEL + first * PANEL;
      points(channels, tap + lane, step, count * width, to);
    }
  }

  private void points(int channels, int tap, int tapStride, int filterStride, int to) {
    if (shape.kernel() == 3) {
      Filter3Kernel.points(
          channels, taps, tap, tapStride, filterStride, loadHalf, weights, to, PANEL, weightStride);
    } else {
      Filter5Kernel.points(
          channels, taps, tap, tapStride, filterStride, loadHalf, weights, to, PANEL, weightStride);
    }
  }

  @Override
  public int images() {
    return tiles.images;
  }

  @Override
  public Winograd.Worker worker() {
    return new Worker();
  }

  private final class Worker implements Winograd.Worker {
    private final InputPoints inputs = new InputPoints(shape, tiles, inputPlaces);
    private final float[] half = new float[POINTS * LANES];
    private final Points results = new Points(tiles.block, resultStride);

    @Override
    public void run(int images, float[] x, int xOffset, float[] y, int yOffset) {
      if (!loaded) {
        throw new IllegalStateException("no weights were loaded");
      }
      int total = images * tiles.perImage;
      for (int from = 0; from < total; from += tiles.block) {
        int to = Math.min(total, from + tiles.block);
        inputs.transform(from, to, x, xOffset);
        multiply(to - from);
        transformBack(from, to, y, yOffset);
      }
    }

    private void multiply(int count) {
      for (int point = 0; point < POINTS; point++) {
        PanelProduct.run(
            count,
            shape.in(),
            resultStride,
            inputs.points.array,
            point * inputs.points.pointStride,
            inputs.points.tileStride,
            weights,
            point * weightStride,
            results.array,
            point * results.pointStride,
            results.tileStride);
      }
    }

    private void transformBack(int from, int to, float[] y, int yo) {
      int next;
      for (int tile = from; tile < to; tile = next) {
        int image = tile / tiles.perImage;
        next = Math.min(to, (image + 1) * tiles.perImage);
        int first = tile % tiles.perImage * shape.tileResults();
        int at = (tile - from) * results.tileStride;
        transformBack(next - tile, first, at, y, yo + image * shape.results().imageLength());
      }
    }

    private void transformBack(int count, int first, int at, float[] y, int yo) {
      float[] m = results.array;
      int ts = results.tileStride;
      int ps = results.pointStride;
      if (shape.kernel() == 3) {
        Tile4Kernel.results(
            count, outputPlaces, first, m, at, ts, ps, resultStride, starts, half, y, yo);
      } else {
        Tile2Kernel.results(
            count, outputPlaces, first, m, at, ts, ps, resultStride, starts, half, y, yo);
      }
    }
  }
}
