package dev.javelin.nn.init;

import dev.javelin.Initializer;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.function.ToDoubleFunction;

/**
 * PyTorch's {@code torch.nn.init}. For a weight {@code [out, in, ...]}, fan-in is the number of
 * inputs of one output, {@code in} times the size of a kernel, and fan-out the reverse.
 */
public final class Initializers {
  private Initializers() {}

  /** Uniform in [low, high). */
  public static Initializer uniform(double low, double high) {
    return (weight, random) ->
        fill(weight, random, r -> low + (high - low) * (double) r.nextFloat());
  }

  /** Normal with mean 0 and deviation 1, as {@code torch.nn.init.normal_} without arguments. */
  public static Initializer normal() {
    return normal(0, 1);
  }

  /** Normal. */
  public static Initializer normal(double mean, double deviation) {
    return (weight, random) -> fill(weight, random, r -> mean + deviation * r.nextGaussian());
  }

  /**
   * Uniform within ± sqrt(6 / (fan-in + fan-out)), which keeps the variance of activations and
   * gradients alike from layer to layer (Glorot and Bengio, "Understanding the difficulty of
   * training deep feedforward neural networks", 2010).
   */
  public static Initializer xavierUniform() {
    return (weight, random) -> {
      double bound = Math.sqrt(6.0 / (fanIn(weight.shape()) + fanOut(weight.shape())));
      uniform(-bound, bound).fill(weight, random);
    };
  }

  /**
   * Uniform within ± gain sqrt(3 / fan-in) with gain sqrt(2 / (1 + a^2)), for layers followed by a
   * leaky ReLU of that slope (He, Zhang, Ren, Sun, "Delving deep into rectifiers", 2015).
   *
   * @param a the slope for negative inputs: 0 for ReLU; sqrt(5) gives PyTorch's default for layers
   */
  public static Initializer kaimingUniform(double a) {
    return (weight, random) -> {
      double bound = Math.sqrt(6.0 / ((1 + a * a) * fanIn(weight.shape())));
      uniform(-bound, bound).fill(weight, random);
    };
  }

  private static void fill(
      Tensor tensor, RandomStream random, ToDoubleFunction<RandomStream> draw) {
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, (float) draw.applyAsDouble(random));
    }
  }

  private static double fanIn(Shape shape) {
    return fan(shape, 1);
  }

  private static double fanOut(Shape shape) {
    return fan(shape, 0);
  }

  private static double fan(Shape shape, int axis) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException("fans need a weight of 2 axes or more, not " + shape);
    }
    double kernel = (double) shape.size() / shape.dim(0) / shape.dim(1);
    return kernel * shape.dim(axis);
  }
}
