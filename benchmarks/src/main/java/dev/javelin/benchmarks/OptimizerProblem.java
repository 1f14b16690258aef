package dev.javelin.benchmarks;

import dev.javelin.Parameter;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;

/** A parameter with a gradient for an optimizer to work on. */
public final class OptimizerProblem {
  /** Bytes that plain descent reads and writes for an element: parameter twice, gradient. */
  public static final double SGD_BYTES = 3.0 * Float.BYTES;

  /** Bytes that Adam reads and writes for an element: gradient; parameter and two states twice. */
  public static final double ADAM_BYTES = 7.0 * Float.BYTES;

  private OptimizerProblem() {}

  /** The parameter, the same at each call. */
  public static Parameter parameter(int size) {
    var parameter = new Parameter("weight", random(size, 0));
    parameter.gradientBuffer().copyFrom(random(size, 1));
    parameter.beginGradient();
    return parameter;
  }

  private static Tensor random(int size, int stream) {
    Tensor tensor = Tensor.zeros(size);
    var random = new RandomStream(4, stream);
    for (int i = 0; i < size; i++) {
      tensor.set(i, random.nextFloat() - 0.5f);
    }
    return tensor;
  }
}
