package dev.javelin.nn;

import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.plan.Groups;
import dev.javelin.tensor.Shape;
import java.util.Arrays;

/** The last axes of an input, over which {@link LayerNorm} and {@link RMSNorm} normalise. */
record NormalizedShape(Shape shape) {
  NormalizedShape {
    if (shape.rank() == 0) {
      throw new IllegalArgumentException("a normalized shape needs 1 axis or more");
    }
  }

  /** Checks that the last axes of an input are these. */
  Shape require(String layer, Shape input) {
    int[] own = shape.toArray();
    int[] dims = input.toArray();
    int before = dims.length - own.length;
    if (before < 0 || !Arrays.equals(dims, before, dims.length, own, 0, own.length)) {
      String expected = shape.toString().replace("[", "[*, ");
      throw new ShapeMismatchException(layer, expected, input);
    }
    return input;
  }

  /** What is normalised together. */
  Groups rows(Shape input) {
    return Groups.rows(input.size() / shape.size(), shape.size());
  }

  /** What shares a weight. */
  Groups columns(Shape input) {
    return Groups.columns(input.size() / shape.size(), shape.size());
  }
}
