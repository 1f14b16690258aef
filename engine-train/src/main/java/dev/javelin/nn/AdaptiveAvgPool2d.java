package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;

/**
 * Means that give an output of a fixed size, whatever the input's: input {@code [N, C, H, W]},
 * output {@code [N, C, height, width]}. Row o of the output is the mean of the input's rows from
 * {@code floor(o H / height)} to before {@code ceil((o + 1) H / height)}; columns likewise.
 */
public final class AdaptiveAvgPool2d implements Layer {
  private final int height;
  private final int width;

  /** With a square output; of size 1, the mean of each plane. */
  public AdaptiveAvgPool2d(int size) {
    this(size, size);
  }

  /**
   * With an output of so many rows and columns.
   *
   * @throws IllegalArgumentException if below 1
   */
  public AdaptiveAvgPool2d(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "AdaptiveAvgPool2d expects a size of 1 or more, got " + height + " x " + width);
    }
    this.height = height;
    this.width = width;
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 4) {
      throw new ShapeMismatchException(toString(), "[N, C, H, W]", input);
    }
    return Shape.of(input.dim(0), input.dim(1), height, width);
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    outputShape(input);
    PoolAxis rows = PoolAxis.adaptive(input.dim(2), height);
    PoolAxis columns = PoolAxis.adaptive(input.dim(3), width);
    float[] sizes =
        AvgPoolStep.perOutput(rows, columns, (r, c) -> (double) rows.size(r) * columns.size(c));
    return new AvgPoolStep(binding, input, rows, columns, sizes);
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  @Override
  public String toString() {
    return "AdaptiveAvgPool2d(" + height + ", " + width + ")";
  }
}
