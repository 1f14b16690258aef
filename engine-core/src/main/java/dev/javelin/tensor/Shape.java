package dev.javelin.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The lengths of a tensor's axes, outermost first, such as {@code [N, C, H, W]}. */
public final class Shape {
  private final int[] dims;
  private final int size;

  private Shape(int[] dims) {
    long product = 1;
    for (int dim : dims) {
      if (dim < 1) {
        throw new IllegalArgumentException("every axis needs a length of 1 or more: " + text(dims));
      }
      product = Math.multiplyExact(product, dim);
      if (product > Integer.MAX_VALUE - 16) {
        throw new IllegalArgumentException("more elements than an array holds: " + text(dims));
      }
    }
    this.dims = dims;
    this.size = (int) product;
  }

  /**
   * A shape of the given axes; without any, that of a single number.
   *
   * @throws IllegalArgumentException if a length is below 1 or the product exceeds an array's size
   */
  public static Shape of(int... dims) {
    return new Shape(dims.clone());
  }

  /** The number of axes. */
  public int rank() {
    return dims.length;
  }

  /** The length of an axis; a negative axis counts from the last, which is -1. */
  public int dim(int axis) {
    return dims[axis < 0 ? dims.length + axis : axis];
  }

  /** The number of elements. */
  public int size() {
    return size;
  }

  /** This shape with another length of one axis; a negative axis counts from the last. */
  public Shape with(int axis, int length) {
    int[] changed = dims.clone();
    changed[axis < 0 ? dims.length + axis : axis] = length;
    return new Shape(changed);
  }

  /** This shape with another first axis. */
  public Shape withFirst(int length) {
    return with(0, length);
  }

  /** This shape without its first axis. */
  public Shape withoutFirst() {
    return new Shape(Arrays.copyOfRange(dims, 1, dims.length));
  }

  /** The lengths, in an array of the caller's own. */
  public int[] toArray() {
    return dims.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** As PyTorch prints it: {@code [100, 784]}. */
  @Override
  public String toString() {
    return text(dims);
  }

  private static String text(int[] dims) {
    return Arrays.stream(dims)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
