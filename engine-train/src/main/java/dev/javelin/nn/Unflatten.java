package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import java.util.stream.IntStream;

/**
 * Splits one axis into several: {@code new Unflatten(1, Shape.of(1, 28, 28))} makes {@code [N, 1,
 * 28, 28]} of {@code [N, 784]}. Copies nothing.
 *
 * @param dim the axis to split; negative counts from the last, which is -1
 * @param unflattenedSize what becomes of it
 */
public record Unflatten(int dim, Shape unflattenedSize) implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    int rank = input.rank();
    int axis = dim < 0 ? rank + dim : dim;
    if (axis < 0 || axis >= rank || input.dim(axis) != unflattenedSize.size()) {
      throw new ShapeMismatchException(
          toString(), "whose axis " + dim + " is " + unflattenedSize.size(), input);
    }
    IntStream before = IntStream.range(0, axis).map(input::dim);
    IntStream split = IntStream.of(unflattenedSize.toArray());
    IntStream after = IntStream.range(axis + 1, rank).map(input::dim);
    return Shape.of(IntStream.concat(IntStream.concat(before, split), after).toArray());
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    return new ViewStep(binding, input, outputShape(input));
  }

  @Override
  public String toString() {
    return "Unflatten(" + dim + ", " + unflattenedSize + ")";
  }
}
