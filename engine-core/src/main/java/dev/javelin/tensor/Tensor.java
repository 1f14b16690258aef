package dev.javelin.tensor;

import java.util.Arrays;

/**
 * A dense, row-major, contiguous block of float32 numbers: an array, an offset and a {@link Shape}.
 *
 * <p>A view ({@link #rows}, {@link #reshape}) shares the array. Class indices are kept as whole
 * numbers, exact in float32 up to 2^24. Not synchronised.
 */
public final class Tensor {
  private final float[] array;
  private final int offset;
  private final Shape shape;
  // Any thread may see an older list: views of one shape are all alike.
  private View views;

  /** A tensor's views of other shapes, newest first. */
  private record View(Tensor tensor, View next) {}

  private Tensor(float[] array, int offset, Shape shape) {
    this.array = array;
    this.offset = offset;
    this.shape = shape;
  }

  /** A tensor of zeros. */
  public static Tensor zeros(Shape shape) {
    return new Tensor(new float[shape.size()], 0, shape);
  }

  /** A tensor of zeros. */
  public static Tensor zeros(int... dims) {
    return zeros(Shape.of(dims));
  }

  /** A tensor of one repeated number. */
  public static Tensor full(Shape shape, float value) {
    Tensor tensor = zeros(shape);
    Arrays.fill(tensor.array, value);
    return tensor;
  }

  /**
   * A tensor over the given numbers, which are not copied.
   *
   * @throws IllegalArgumentException if their count is not that of the shape
   */
  public static Tensor of(float[] values, int... dims) {
    Shape shape = Shape.of(dims);
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          "a tensor " + shape + " has " + shape.size() + " elements, not " + values.length);
    }
    return new Tensor(values, 0, shape);
  }

  /** The shape. */
  public Shape shape() {
    return shape;
  }

  /** The number of elements. */
  public int size() {
    return shape.size();
  }

  /** The array that holds the elements, from {@link #offset} on; shared, not a copy. */
  public float[] array() {
    return array;
  }

  /** Where in {@link #array} the first element is. */
  public int offset() {
    return offset;
  }

  /** The element at a position in row-major order. */
  public float get(int index) {
    return array[offset + checkIndex(index)];
  }

  /** Sets the element at a position in row-major order. */
  public void set(int index, float value) {
    array[offset + checkIndex(index)] = value;
  }

  /** A view of rows {@code from} (inclusive) to {@code to} (exclusive) of the first axis. */
  public Tensor rows(int from, int to) {
    int length = shape.dim(0);
    if (from < 0 || from >= to || to > length) {
      throw new IndexOutOfBoundsException("rows " + from + " to " + to + " of " + length);
    }
    int row = size() / length;
    return new Tensor(array, offset + from * row, shape.withFirst(to - from));
  }

  /**
   * A view of the same elements under another shape. Asking again for the same shape gives the same
   * view and allocates nothing.
   *
   * @throws IllegalArgumentException if the number of elements differs
   */
  public Tensor reshape(Shape other) {
    if (other.size() != size()) {
      throw new IllegalArgumentException("cannot view " + shape + " as " + other);
    }
    for (View view = views; view != null; view = view.next) {
      if (view.tensor.shape.equals(other)) {
        return view.tensor;
      }
    }
    views = new View(new Tensor(array, offset, other), views);
    return views.tensor;
  }

  /** Copies another tensor's elements here. */
  public void copyFrom(Tensor source) {
    if (!source.shape.equals(shape)) {
      throw new IllegalArgumentException("cannot copy " + source.shape + " to " + shape);
    }
    System.arraycopy(source.array, source.offset, array, offset, size());
  }

  /** A tensor of its own with the same elements. */
  public Tensor copy() {
    return new Tensor(toArray(), 0, shape);
  }

  /** The elements in row-major order, in an array of the caller's own. */
  public float[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + size());
  }

  /** The shape and the first elements. */
  @Override
  public String toString() {
    int shown = Math.min(size(), 8);
    String values = Arrays.toString(Arrays.copyOfRange(array, offset, offset + shown));
    return "Tensor" + shape + (shown < size() ? values.replace("]", ", ...]") : values);
  }

  private int checkIndex(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException("element " + index + " of tensor " + shape);
    }
    return index;
  }
}
