package dev.javelin.loss;

import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/** Repeats a tensor along axes of length 1 and missing leading axes, as NumPy and PyTorch do. */
final class Broadcast {
  private Broadcast() {}

  /** Whether a tensor can be repeated to a shape. */
  static boolean fits(Shape shape, Shape small) {
    if (small.rank() > shape.rank()) {
      return false;
    }
    for (int axis = 1; axis <= small.rank(); axis++) {
      if (small.dim(-axis) != 1 && small.dim(-axis) != shape.dim(-axis)) {
        return false;
      }
    }
    return true;
  }

  /** A tensor of the given shape, repeated from one that {@link #fits}. */
  static Tensor to(Shape shape, Tensor small) {
    Tensor result = Tensor.zeros(shape);
    for (int i = 0; i < result.size(); i++) {
      result.set(i, small.get(source(shape, small.shape(), i)));
    }
    return result;
  }

  /** Where in the small tensor the element at a position of the large one comes from. */
  private static int source(Shape shape, Shape small, int position) {
    int rest = position;
    int index = 0;
    int stride = 1;
    for (int axis = 1; axis <= small.rank(); axis++) {
      int length = small.dim(-axis);
      if (length > 1) {
        index += rest % length * stride;
      }
      rest /= shape.dim(-axis);
      stride *= length;
    }
    return index;
  }
}
