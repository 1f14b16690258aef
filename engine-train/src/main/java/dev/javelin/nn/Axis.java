package dev.javelin.nn;

import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;

/**
 * One axis of a shape, seen in memory: {@code outer} blocks of {@code length} lines of {@code
 * inner} numbers.
 */
record Axis(int outer, int length, int inner) {
  /**
   * The axis of that number; a negative one counts from the last, which is -1.
   *
   * @throws ShapeMismatchException in the layer's name, if the shape has no such axis
   */
  static Axis of(Object layer, Shape shape, int dim) {
    int axis = dim < 0 ? shape.rank() + dim : dim;
    if (axis < 0 || axis >= shape.rank()) {
      int least = dim < 0 ? -dim : dim + 1;
      throw new ShapeMismatchException(layer.toString(), "of " + least + " or more axes", shape);
    }
    int outer = 1;
    for (int i = 0; i < axis; i++) {
      outer *= shape.dim(i);
    }
    int length = shape.dim(axis);
    return new Axis(outer, length, shape.size() / outer / length);
  }

  /** How many numbers a block has. */
  int block() {
    return length * inner;
  }
}
