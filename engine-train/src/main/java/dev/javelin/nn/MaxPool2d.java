package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;

/**
 * The largest number of each window: input {@code [N, C, H, W]}, output {@code [N, C, H', W']} with
 * {@code H' = floor((H + 2 padding - dilation (kernel - 1) - 1) / stride) + 1}, or ceil in ceil
 * mode. Padding is never the largest; NaN is. The gradient goes to the first of equal maxima, in
 * order of rows.
 */
public final class MaxPool2d implements Layer {
  private final PoolOptions options;

  /** Square windows side by side. */
  public MaxPool2d(int kernel) {
    this(PoolOptions.kernel(kernel));
  }

  /** Square windows. */
  public MaxPool2d(int kernel, int stride) {
    this(PoolOptions.kernel(kernel).stride(stride));
  }

  /**
   * With all options.
   *
   * @throws IllegalArgumentException if an option is for averages only
   */
  public MaxPool2d(PoolOptions options) {
    if (!options.countIncludePad() || options.divisorOverride() != 0) {
      throw new IllegalArgumentException("MaxPool2d has nothing to count: " + options);
    }
    this.options = options;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ShapeMismatchException also if there is no window, or one without a tap on the input
   */
  @Override
  public Shape outputShape(Shape input) {
    return options.outputShape(toString(), input);
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    outputShape(input);
    return ArrayLimit.bind(this, input, () -> new MaxPoolStep(binding, input, options));
  }

  PoolOptions options() {
    return options;
  }

  @Override
  public String toString() {
    return "MaxPool2d(" + options + ")";
  }
}
