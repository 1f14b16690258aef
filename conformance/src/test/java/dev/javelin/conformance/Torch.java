package dev.javelin.conformance;

import dev.javelin.tensor.Shape;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * From Javelin's tensors to libtorch's and back. Whoever calls this opens a {@code PointerScope},
 * which frees the native memory.
 */
final class Torch {
  static {
    load();
  }

  private Torch() {}

  private static void load() {
    try {
      Loader.load(torch.class);
    } catch (UnsatisfiedLinkError e) {
      throw new IllegalStateException(
          "no libtorch for "
              + Loader.getPlatform()
              + ": the conformance tests need the native jars of its JavaCPP presets. They exist"
              + " for linux-x86_64 (the default), macosx-arm64 and windows-x86_64: choose with"
              + " -Dnative.platform=...",
          e);
    }
    // One thread, so that its sums have one order.
    torch.set_num_threads(1);
  }

  /** Whether libtorch runs its code for AVX-512 on this processor. */
  static boolean hasAvx512Code() {
    return torch.get_cpu_capability().getString().equals("AVX512");
  }

  /** A copy. */
  static Tensor of(dev.javelin.tensor.Tensor tensor) {
    return Tensor.create(tensor.toArray(), dims(tensor.shape()));
  }

  /** A copy that collects a gradient. */
  static Tensor variable(dev.javelin.tensor.Tensor tensor) {
    return of(tensor).set_requires_grad(true);
  }

  /** A copy in double precision. */
  static Tensor doubles(dev.javelin.tensor.Tensor tensor) {
    return of(tensor).to(torch.ScalarType.Double);
  }

  /** A copy of class indices, which libtorch wants as 64-bit integers. */
  static Tensor indices(dev.javelin.tensor.Tensor tensor) {
    long[] values = new long[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) tensor.get(i);
    }
    return Tensor.create(values, dims(tensor.shape()));
  }

  /** A number as libtorch's functions take settings. */
  static Scalar scalar(double value) {
    return new Scalar(value);
  }

  /** The elements, of float32 or double. */
  static double[] numbers(Tensor tensor) {
    double[] values = new double[(int) tensor.numel()];
    tensor.detach().to(torch.ScalarType.Double).contiguous().data_ptr_double().get(values);
    return values;
  }

  /** The elements. */
  static double[] numbers(dev.javelin.tensor.Tensor tensor) {
    double[] values = new double[tensor.size()];
    Arrays.setAll(values, tensor::get);
    return values;
  }

  /** Overwrites a libtorch tensor with the same number of elements. */
  static void write(dev.javelin.tensor.Tensor from, Tensor to) {
    to.data_ptr_float().put(from.toArray());
  }

  /** The gradients of all variables that an output came from, given that of the output. */
  static void backward(Tensor output, Tensor outputGradient) {
    output.backward(outputGradient, new BoolOptional(), false, new TensorArrayRefOptional());
  }

  /** A function's output for an input, and the gradient of the input. */
  record Result(Tensor output, Tensor gradient) {}

  /** Forward and backward of a function of one tensor. */
  static Result run(
      UnaryOperator<Tensor> function,
      dev.javelin.tensor.Tensor input,
      dev.javelin.tensor.Tensor outputGradient) {
    Tensor x = variable(input);
    Tensor y = function.apply(x);
    backward(y, of(outputGradient));
    return new Result(y, x.grad());
  }

  static long[] dims(Shape shape) {
    return Arrays.stream(shape.toArray()).asLongStream().toArray();
  }
}
