package dev.javelin.nn;

import dev.javelin.plan.Window;
import dev.javelin.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What the pooling layers compute, in double precision, window by window. */
final class PoolingOracle {
  private PoolingOracle() {}

  /** Positions on both axes of one window, those outside of the input included. */
  static final class Taps {
    private final int[] rows;
    private final int[] columns;
    private final int height;
    private final int width;

    private Taps(int[] rows, int[] columns, Shape input) {
      this.rows = rows;
      this.columns = columns;
      height = input.dim(2);
      width = input.dim(3);
    }

    /** The places, in a plane, of those on the input, in order of rows. */
    int[] places() {
      return IntStream.of(rows)
          .filter(row -> row >= 0 && row < height)
          .flatMap(row -> places(row * width))
          .toArray();
    }

    private IntStream places(int rowStart) {
      return IntStream.of(columns).filter(c -> c >= 0 && c < width).map(c -> rowStart + c);
    }
  }

  /** The windows of a plane, in order of the outputs. */
  static List<Taps> windows(PoolOptions options, Shape input) {
    List<int[]> rows = taps(options.rows(), options.ceilMode(), input.dim(2));
    List<int[]> columns = taps(options.columns(), options.ceilMode(), input.dim(3));
    return windows(rows, columns, input);
  }

  private static List<Taps> windows(List<int[]> rows, List<int[]> columns, Shape input) {
    return rows.stream().flatMap(r -> columns.stream().map(c -> new Taps(r, c, input))).toList();
  }

  /**
   * Those of each window along an axis. In ceil mode there are windows until one reaches the end of
   * the padding, but none that starts past the axis.
   */
  private static List<int[]> taps(Window window, boolean ceilMode, int length) {
    int padding = window.before();
    var all = new ArrayList<int[]>();
    boolean reached = false;
    for (int start = -padding; start < length && !reached; start += window.stride()) {
      int from = start;
      int[] taps =
          IntStream.range(0, window.kernel()).map(i -> from + i * window.dilation()).toArray();
      int last = taps[taps.length - 1];
      reached = last >= length + padding - 1;
      if (ceilMode || last < length + padding) {
        all.add(taps);
      }
    }
    return all;
  }

  static double[] maxPool(PoolOptions options, double[] x, Shape shape) {
    List<Taps> windows = windows(options, shape);
    return eachPlane(
        windows,
        x,
        shape,
        plane ->
            taps -> IntStream.of(taps.places()).mapToDouble(i -> plane[i]).max().orElseThrow());
  }

  static double[] avgPool(PoolOptions options, double[] x, Shape shape) {
    List<Taps> windows = windows(options, shape);
    return eachPlane(windows, x, shape, plane -> taps -> sum(plane, taps) / divisor(options, taps));
  }

  private static double sum(double[] plane, Taps taps) {
    return IntStream.of(taps.places()).mapToDouble(i -> plane[i]).sum();
  }

  private static double divisor(PoolOptions options, Taps taps) {
    if (options.divisorOverride() != 0) {
      return options.divisorOverride();
    }
    if (!options.countIncludePad()) {
      return taps.places().length;
    }
    int bottom = taps.height + options.rows().after();
    int right = taps.width + options.columns().after();
    return (double) IntStream.of(taps.rows).filter(row -> row < bottom).count()
        * IntStream.of(taps.columns).filter(column -> column < right).count();
  }

  static double[] adaptiveAvgPool(AdaptiveAvgPool2d pool, double[] x, Shape shape) {
    List<Taps> windows =
        windows(bins(shape.dim(2), pool.height()), bins(shape.dim(3), pool.width()), shape);
    return eachPlane(windows, x, shape, plane -> taps -> sum(plane, taps) / taps.places().length);
  }

  private static List<int[]> bins(int length, int outputs) {
    double share = (double) length / outputs;
    return IntStream.range(0, outputs)
        .mapToObj(
            o ->
                IntStream.range(0, length)
                    // A position is in a bin if its unit interval overlaps the bin's.
                    .filter(i -> i + 1 > o * share + 1e-9 && i < (o + 1) * share - 1e-9)
                    .toArray())
        .toList();
  }

  private static double[] eachPlane(List<Taps> windows, double[] x, Shape shape, Pooling pooling) {
    int size = shape.dim(2) * shape.dim(3);
    return IntStream.range(0, x.length / size)
        .mapToObj(p -> Arrays.copyOfRange(x, p * size, (p + 1) * size))
        .flatMapToDouble(plane -> windows.stream().mapToDouble(pooling.of(plane)))
        .toArray();
  }

  private interface Pooling {
    ToDoubleFunction<Taps> of(double[] plane);
  }
}
