package dev.javelin.plan;

import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * One axis of a shape, seen in memory: {@code outer} blocks of {@code length} lines of {@code
 * inner} numbers.
 */
public record Axis(int outer, int length, int inner) {
  /**
   * The axis of that number; a negative one counts from the last, which is -1.
   *
   * @throws ShapeMismatchException in the layer's name, if the shape has no such axis
   */
  public static Axis of(Object layer, Shape shape, int dim) {
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
  public int block() {
    return length * inner;
  }

  /** How many rows of {@code length} numbers there are along the axis. */
  public int rows() {
    return outer * inner;
  }

  /** Copies the numbers along the axis to rows {@code [rows, length]}. */
  public void toRows(Tensor from, Tensor rows) {
    transpose(from, length, inner, rows);
  }

  /** Copies rows {@code [rows, length]} back to where {@link #toRows} takes them from. */
  public void fromRows(Tensor rows, Tensor to) {
    transpose(rows, inner, length, to);
  }

  /** Transposes each block, a matrix of the given sides. */
  private void transpose(Tensor from, int height, int width, Tensor to) {
    float[] source = from.array();
    float[] target = to.array();
    for (int block = 0; block < from.size(); block += block()) {
      for (int i = 0; i < height; i++) {
        int start = from.offset() + block + i * width;
        int place = to.offset() + block + i;
        for (int j = 0; j < width; j++) {
          target[place + j * height] = source[start + j];
        }
      }
    }
  }
}
