package dev.javelin.nn.init;

import dev.javelin.tensor.Shape;

/**
 * How many inputs an output of a weight has, and how many outputs an input.
 *
 * @param in {@code in} times the size of a kernel
 * @param out {@code out} times the size of a kernel
 */
record Fans(double in, double out) {
  /**
   * Of a weight {@code [out, in, ...]}.
   *
   * @throws IllegalArgumentException if it has fewer than 2 axes
   */
  static Fans of(Shape shape) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException("fans need a weight of 2 axes or more, not " + shape);
    }
    double kernel = (double) shape.size() / shape.dim(0) / shape.dim(1);
    return new Fans(kernel * shape.dim(1), kernel * shape.dim(0));
  }

  double of(FanMode mode) {
    return switch (mode) {
      case FAN_IN -> in;
      case FAN_OUT -> out;
    };
  }
}
