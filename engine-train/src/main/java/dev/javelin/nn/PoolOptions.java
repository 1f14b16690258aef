package dev.javelin.nn;

import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.plan.Window;
import dev.javelin.tensor.Shape;

/**
 * How {@link MaxPool2d} and {@link AvgPool2d} pool. Begins with a kernel; the stride is the
 * kernel's size, and there is no padding, unless set otherwise. Each method gives changed options.
 *
 * <pre>{@code
 * new MaxPool2d(PoolOptions.kernel(3).stride(2).padding(1))
 * }</pre>
 */
public final class PoolOptions {
  private final Window rows;
  private final Window columns;
  private final boolean ceilMode;
  private final boolean countIncludePad;
  private final int divisorOverride;

  private PoolOptions(
      Window rows, Window columns, boolean ceilMode, boolean countIncludePad, int divisorOverride) {
    this.rows = rows;
    this.columns = columns;
    this.ceilMode = ceilMode;
    this.countIncludePad = countIncludePad;
    this.divisorOverride = divisorOverride;
  }

  /** A square window. */
  public static PoolOptions kernel(int size) {
    return kernel(size, size);
  }

  /**
   * A window of so many rows and columns.
   *
   * @throws IllegalArgumentException if below 1
   */
  public static PoolOptions kernel(int height, int width) {
    return new PoolOptions(
        new Window(height, height, 0, 0, 1), new Window(width, width, 0, 0, 1), false, true, 0);
  }

  /** The same stride on both axes. */
  public PoolOptions stride(int stride) {
    return stride(stride, stride);
  }

  /**
   * Positions from one window to the next.
   *
   * @throws IllegalArgumentException if below 1
   */
  public PoolOptions stride(int height, int width) {
    return windows(withStride(rows, height), withStride(columns, width));
  }

  /** The same padding on both axes. */
  public PoolOptions padding(int padding) {
    return padding(padding, padding);
  }

  /**
   * Positions added on both sides of an axis: zeros for an average, nothing for a maximum.
   *
   * @throws IllegalArgumentException if below 0 or above half the kernel
   */
  public PoolOptions padding(int height, int width) {
    return windows(withPadding(rows, height), withPadding(columns, width));
  }

  /** The same dilation on both axes. */
  public PoolOptions dilation(int dilation) {
    return dilation(dilation, dilation);
  }

  /**
   * Positions from one tap of a window to the next; for maxima only.
   *
   * @throws IllegalArgumentException if below 1
   */
  public PoolOptions dilation(int height, int width) {
    return windows(withDilation(rows, height), withDilation(columns, width));
  }

  /**
   * Whether the number of windows is rounded up, so that the last may reach past the padding. It
   * must start on the input or the padding before it, though.
   */
  public PoolOptions ceilMode(boolean ceil) {
    return new PoolOptions(rows, columns, ceil, countIncludePad, divisorOverride);
  }

  /** Whether an average counts the padding's zeros, as it does by default; for averages only. */
  public PoolOptions countIncludePad(boolean count) {
    return new PoolOptions(rows, columns, ceilMode, count, divisorOverride);
  }

  /**
   * What sums are divided by, in place of the number of positions; for averages only.
   *
   * @throws IllegalArgumentException if 0
   */
  public PoolOptions divisorOverride(int divisor) {
    if (divisor == 0) {
      throw new IllegalArgumentException("a pooling expects a divisor other than 0");
    }
    return new PoolOptions(rows, columns, ceilMode, countIncludePad, divisor);
  }

  private PoolOptions windows(Window rows, Window columns) {
    return new PoolOptions(rows, columns, ceilMode, countIncludePad, divisorOverride);
  }

  private static Window withStride(Window w, int stride) {
    return new Window(w.kernel(), stride, w.before(), w.after(), w.dilation());
  }

  private static Window withPadding(Window w, int padding) {
    if (padding > w.kernel() / 2) {
      throw new IllegalArgumentException(
          "a pooling expects a padding of at most half the kernel of %d, got %d"
              .formatted(w.kernel(), padding));
    }
    return new Window(w.kernel(), w.stride(), padding, padding, w.dilation());
  }

  private static Window withDilation(Window w, int dilation) {
    return new Window(w.kernel(), w.stride(), w.before(), w.after(), dilation);
  }

  /** The window along H. */
  Window rows() {
    return rows;
  }

  /** The window along W. */
  Window columns() {
    return columns;
  }

  /** Where windows lie along the H of an input. */
  PoolAxis rows(Shape input) {
    return PoolAxis.of(rows, ceilMode, input.dim(2));
  }

  /** Where windows lie along the W of an input. */
  PoolAxis columns(Shape input) {
    return PoolAxis.of(columns, ceilMode, input.dim(3));
  }

  /**
   * Of the layer of that name.
   *
   * @throws ShapeMismatchException if it cannot take such an input
   */
  Shape outputShape(String layer, Shape input) {
    if (input.rank() != 4) {
      throw new ShapeMismatchException(layer, "[N, C, H, W]", input);
    }
    PoolAxis alongH = rows(input);
    PoolAxis alongW = columns(input);
    if (!alongH.poolsSomething() || !alongW.poolsSomething()) {
      String expected =
          "[N, C, H, W] with H of %d or more and W of %d or more"
              .formatted(
                  PoolAxis.leastLength(rows, ceilMode), PoolAxis.leastLength(columns, ceilMode));
      throw new ShapeMismatchException(layer, expected, input);
    }
    return Shape.of(input.dim(0), input.dim(1), alongH.outputs(), alongW.outputs());
  }

  boolean ceilMode() {
    return ceilMode;
  }

  boolean countIncludePad() {
    return countIncludePad;
  }

  /** 0 for none. */
  int divisorOverride() {
    return divisorOverride;
  }

  /** The settings that are not the default, such as {@code 3, stride 2, padding 1}. */
  @Override
  public String toString() {
    var text = new StringBuilder(pair(rows.kernel(), columns.kernel()));
    if (rows.stride() != rows.kernel() || columns.stride() != columns.kernel()) {
      text.append(", stride ").append(pair(rows.stride(), columns.stride()));
    }
    if (rows.before() + columns.before() > 0) {
      text.append(", padding ").append(pair(rows.before(), columns.before()));
    }
    if (rows.dilation() * columns.dilation() > 1) {
      text.append(", dilation ").append(pair(rows.dilation(), columns.dilation()));
    }
    text.append(ceilMode ? ", ceilMode" : "");
    text.append(countIncludePad ? "" : ", padding not counted");
    if (divisorOverride != 0) {
      text.append(", divisor ").append(divisorOverride);
    }
    return text.toString();
  }

  private static String pair(int height, int width) {
    return height == width ? String.valueOf(height) : height + " x " + width;
  }
}
