package dev.javelin.benchmarks.peers.libtorch;

import dev.javelin.tensor.Shape;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** From Javelin's tensors to libtorch's, and back. */
final class Torch {
  private Torch() {}

  /**
   * Keeps libtorch from asking NNPACK, which has no kernels for many processors, and from saying so
   * at every small convolution.
   */
  static void silenceNnpack() {
    torch.globalContext().setUserEnabledNNPACK(false);
  }

  /**
   * Has this thread, and those that libtorch starts from it, take denormal numbers for zero, in all
   * arithmetic from here on: an Intel processor trains a fifth faster so.
   */
  static void flushDenormal() {
    torch.globalContext().setFlushDenormal(true);
  }

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

  /**
   * A copy of images {@code [N, C, H, W]} with the channels of a pixel side by side in memory. By
   * way of a clone, which has the strides that say so even where there is one channel; {@code
   * contiguous} with that memory format does not, and libtorch then takes its slower way.
   */
  static Tensor channelsLast(Tensor tensor) {
    var contiguous = new MemoryFormatOptional(MemoryFormat.Contiguous);
    return tensor.permute(0, 2, 3, 1).clone(contiguous).permute(0, 3, 1, 2);
  }

  /** The elements, in the order of the axes. */
  static float[] toArray(Tensor tensor) {
    float[] values = new float[(int) tensor.numel()];
    tensor.contiguous().data_ptr_float().get(values);
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
