package dev.javelin.benchmarks.peers.libtorch;

import dev.javelin.tensor.Shape;
import org.bytedeco.pytorch.Tensor;

/** From Javelin's tensors to libtorch's, and back. */
final class Torch {
  private Torch() {}

  /** A copy. */
  static Tensor copyOf(dev.javelin.tensor.Tensor tensor) {
    return Tensor.create(tensor.toArray(), dims(tensor.shape()));
  }

  /** A copy of class indices, which libtorch wants as 64-bit integers. */
  static Tensor indices(dev.javelin.tensor.Tensor tensor) {
    long[] values = new long[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) tensor.get(i);
    }
    return Tensor.create(values, values.length);
  }

  /** Overwrites a libtorch tensor with the same number of elements. */
  static void write(dev.javelin.tensor.Tensor from, Tensor to) {
    to.data_ptr_float().put(from.toArray());
  }

  /** The elements. */
  static float[] toArray(Tensor tensor) {
    float[] values = new float[(int) tensor.numel()];
    tensor.data_ptr_float().get(values);
    return values;
  }

  private static long[] dims(Shape shape) {
    long[] dims = new long[shape.rank()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = shape.dim(i);
    }
    return dims;
  }
}
