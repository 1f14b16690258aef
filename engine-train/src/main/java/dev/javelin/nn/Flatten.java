package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import java.util.stream.IntStream;

/**
 * Joins neighbouring axes into one: {@code [N, C, H, W]} to {@code [N, C H W]} with PyTorch's
 * defaults. Copies nothing.
 *
 * @param startDim the first axis to join; negative counts from the last, which is -1
 * @param endDim the last axis to join
 */
public record Flatten(int startDim, int endDim) implements Layer {
  /** With PyTorch's defaults: all axes but the first. */
  public Flatten() {
    this(1, -1);
  }

  @Override
  public Shape outputShape(Shape input) {
    int rank = input.rank();
    int start = startDim < 0 ? rank + startDim : startDim;
    int end = endDim < 0 ? rank + endDim : endDim;
    if (start < 0 || start > end || end >= rank) {
      throw new ShapeMismatchException(
          toString(), "that has axes " + startDim + " to " + endDim, input);
    }
    int joined = IntStream.rangeClosed(start, end).map(input::dim).reduce(1, (a, b) -> a * b);
    IntStream before = IntStream.range(0, start).map(input::dim);
    IntStream after = IntStream.range(end + 1, rank).map(input::dim);
    return Shape.of(
        IntStream.concat(IntStream.concat(before, IntStream.of(joined)), after).toArray());
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    return new ViewStep(binding, input, outputShape(input));
  }

  @Override
  public String toString() {
    return "Flatten(" + startDim + ", " + endDim + ")";
  }
}
