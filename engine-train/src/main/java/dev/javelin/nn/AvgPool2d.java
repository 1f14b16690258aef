package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;

/**
 * The mean of each window: input {@code [N, C, H, W]}, output {@code [N, C, H', W']} with {@code H'
 * = floor((H + 2 padding - kernel) / stride) + 1}, or ceil in ceil mode. Padding counts as zeros,
 * unless {@link PoolOptions#countIncludePad} or {@link PoolOptions#divisorOverride} says otherwise;
 * what a window has past it does not count.
 */
public final class AvgPool2d implements Layer {
  private final PoolOptions options;

  /** Square windows side by side. */
  public AvgPool2d(int kernel) {
    this(PoolOptions.kernel(kernel));
  }

  /** Square windows. */
  public AvgPool2d(int kernel, int stride) {
    this(PoolOptions.kernel(kernel).stride(stride));
  }

  /**
   * With all options.
   *
   * @throws IllegalArgumentException if there is a dilation
   */
  public AvgPool2d(PoolOptions options) {
    if (options.rows().dilation() > 1 || options.columns().dilation() > 1) {
      throw new IllegalArgumentException("AvgPool2d has no dilation: " + options);
    }
    this.options = options;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ShapeMismatchException also if there is no window
   */
  @Override
  public Shape outputShape(Shape input) {
    return options.outputShape(toString(), input);
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    outputShape(input);
    PoolAxis rows = options.rows(input);
    PoolAxis columns = options.columns(input);
    float[] divisors = AvgPoolStep.perOutput(rows, columns, (r, c) -> divisor(rows, r, columns, c));
    return new AvgPoolStep(binding, input, rows, columns, divisors);
  }

  private double divisor(PoolAxis rows, int row, PoolAxis columns, int column) {
    if (options.divisorOverride() != 0) {
      return options.divisorOverride();
    }
    return options.countIncludePad()
        ? (double) rows.counted(row) * columns.counted(column)
        : (double) rows.size(row) * columns.size(column);
  }

  PoolOptions options() {
    return options;
  }

  @Override
  public String toString() {
    return "AvgPool2d(" + options + ")";
  }
}
