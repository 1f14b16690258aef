package dev.javelin.simd.winograd;

import static dev.javelin.kernels.WinogradShape.POINTS;
import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;
import static dev.javelin.simd.VectorSpec.TALL_TILE_ROWS;
import static dev.javelin.simd.VectorSpec.fiveOrFour;

import dev.javelin.kernels.WinogradGradient;
import dev.javelin.kernels.WinogradShape;
import dev.javelin.simd.gemm.Transpose;

/**
 * The weights' gradient with channels as lanes: blocks of tiles are transformed on both sides, and
 * for each point their outer products are added up.
 */
public final class VectorWinogradGradient implements WinogradGradient {
  private static final float[] ZEROS = new float[PANEL];

  /** Input channels whose taps are written at a time. */
  private static final int GROUP = 16;

  private final WinogradShape shape;
  private final Tiles tiles;
  private final int[] outputPlaces;
  private final int gradientStride;
  private final InputPoints inputs;
  private final Points gradients;
  private final int sumStride;
  // [points, input channels, result channels]
  private final float[] sums;
  // Of a group: [input channels, taps, result channels]
  private final float[] taps;
  private final float[] half = new float[POINTS * LANES];

  /** Binds. */
  public VectorWinogradGradient(WinogradShape shape) {
    this.shape = shape;
    tiles = Tiles.ofOuterProducts(shape);
    outputPlaces = InputPoints.floats(shape.outputPlaces(), shape.results());
    gradientStride = shape.results().stride();
    inputs = new InputPoints(shape, tiles, InputPoints.floats(shape.inputPlaces(), shape.inputs()));
    gradients = new Points(tiles.block, gradientStride);
    int pairs = Math.multiplyExact(Math.ceilDiv(shape.in(), 8) * 8, gradientStride);
    sumStride = Points.oddLines(pairs);
    sums = new float[Math.multiplyExact(POINTS, sumStride)];
    taps = new float[Math.multiplyExact(GROUP * shape.taps(), gradientStride)];
  }

  @Override
  public void run(
      int images, float[] dy, int dyOffset, float[] x, int xOffset, float[] dw, int dwOffset) {
    int total = images * tiles.perImage;
    for (int from = 0; from < total; from += tiles.block) {
      int to = Math.min(total, from + tiles.block);
      inputs.transform(from, to, x, xOffset);
      transform(from, to, dy, dyOffset);
      multiply(to - from, from > 0);
    }
    write(dw, dwOffset);
  }

  private void transform(int from, int to, float[] dy, int dyo) {
    int next;
    for (int tile = from; tile < to; tile = next) {
      int image = tile / tiles.perImage;
      next = Math.min(to, (image + 1) * tiles.perImage);
      int first = tile % tiles.perImage * shape.tileResults();
      int at = (tile - from) * gradients.tileStride;
      transform(next - tile, first, dy, dyo + image * shape.results().imageLength(), at);
    }
  }

  private void transform(int count, int first, float[] dy, int dyo, int at) {
    float[] d = gradients.array;
    int ts = gradients.tileStride;
    int ps = gradients.pointStride;
    if (shape.kernel() == 3) {
      Tile4Kernel.resultGradients(
          count, outputPlaces, first, dy, dyo, gradientStride, half, d, at, ts, ps);
    } else {
      Tile2Kernel.resultGradients(
          count, outputPlaces, first, dy, dyo, gradientStride, half, d, at, ts, ps);
    }
  }

  private void multiply(int count, boolean continued) {
    for (int point = 0; point < POINTS; point++) {
      int vo = point * inputs.points.pointStride;
      int start = point * gradients.pointStride;
      int uo = point * sumStride;
      for (int o = 0; o < gradientStride; o += PANEL) {
        boolean narrow = gradientStride - o <= LANES;
        for (int c = 0, rows; c < shape.in(); c += rows) {
          rows = narrow || TALL_TILE_ROWS == 8 ? 8 : fiveOrFour(shape.in() - c);
          outer(narrow, rows, count, vo + c, start + o, continued, uo + c * gradientStride + o);
        }
      }
    }
  }

  private void outer(
      boolean narrow, int rows, int count, int vo, int start, boolean continued, int uo) {
    float[] s = continued ? sums : ZEROS;
    int so = continued ? uo : 0;
    int ss = continued ? gradientStride : 0;
    float[] v = inputs.points.array;
    int vs = inputs.points.tileStride;
    float[] d = gradients.array;
    int ds = gradients.tileStride;
    int us = gradientStride;
    if (narrow) {
      OuterKernel.tile8x1(count, v, vo, vs, d, start, ds, s, so, ss, sums, uo, us);
    } else if (rows == 8) {
      OuterKernel.tile8x2(count, v, vo, vs, d, start, ds, s, so, ss, sums, uo, us);
    } else if (rows == 5) {
      OuterKernel.tile5x2(count, v, vo, vs, d, start, ds, s, so, ss, sums, uo, us);
    } else {
      OuterKernel.tile4x2(count, v, vo, vs, d, start, ds, s, so, ss, sums, uo, us);
    }
  }

  private void write(float[] dw, int dwOffset) {
    int width = gradientStride;
    int count = shape.taps();
    int terms = shape.in() * count;
    for (int c = 0; c < shape.in(); c += GROUP) {
      int channels = Math.min(GROUP, shape.in() - c);
      for (int i = 0; i < channels; i++) {
        taps((c + i) * width, i * count * width);
      }
      int to = dwOffset + c * count;
      Transpose.run(channels * count, shape.out(), taps, 0, width, dw, to, terms);
    }
  }

  private void taps(int from, int to) {
    int vectors = gradientStride / LANES;
    if (shape.kernel() == 3) {
      Filter3Kernel.taps(vectors, sums, from, sumStride, half, taps, to, gradientStride);
    } else {
      Filter5Kernel.taps(vectors, sums, from, sumStride, half, taps, to, gradientStride);
    }
  }
}
