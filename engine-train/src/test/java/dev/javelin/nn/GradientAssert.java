package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Compares a layer's forward and backward with {@link DoubleOracle}: the gradients of the loss sum
 * of w y, for random w, with central differences in double precision. A second forward and backward
 * must add the same gradients again.
 *
 * <p>The bound: with inputs, weights and w in [-1, 1] and at most 24 terms in a sum, two layers
 * deep, a float32 result is off by at most about 24 * 24 terms of magnitude 24, each rounded to
 * 2^-24; in practice far less. Differences above {@link #TOLERANCE}, relative to the largest
 * gradient, are errors of formula, not of rounding.
 */
final class GradientAssert {
  static final double TOLERANCE = 2e-5;

  private GradientAssert() {}

  /** The output for an input and, in the layer's order, parameters. */
  @FunctionalInterface
  interface Oracle {
    double[] forward(double[] x, double[][] parameters);
  }

  static void assertGradients(Layer layer, Shape inputShape, long seed, int threads) {
    Oracle oracle = (x, parameters) -> DoubleOracle.forward(layer, x, inputShape, parameters);
    assertGradients(layer, inputShape, seed, threads, oracle);
  }

  static void assertGradients(
      Layer layer, Shape inputShape, long seed, int threads, Oracle oracle) {
    Tensor input = random(inputShape, new RandomStream(seed, 1L << 41));
    assertGradients(layer, input, seed, threads, oracle);
  }

  static void assertGradients(Layer layer, Tensor input, long seed, int threads, Oracle oracle) {
    Shape inputShape = input.shape();
    var random = new RandomStream(seed, 1L << 40);
    for (Parameter parameter : layer.parameters()) {
      parameter.value().copyFrom(random(parameter.value().shape(), random));
      parameter.changed();
    }
    Tensor weights = random(layer.outputShape(inputShape), random);
    double[] x = toDouble(input);
    double[] w = toDouble(weights);
    double[][] parameters =
        layer.parameters().stream().map(p -> toDouble(p.value())).toArray(double[][]::new);

    try (Engine engine = Engine.create(threads)) {
      Step step = layer.bind(inputShape, new Binding(engine, Mode.TRAIN, true));
      Tensor output = step.forward(input);
      assertClose("output", output, oracle.forward(x, parameters));
      Tensor inputGradient = step.backward(weights.copy());
      assertClose(
          "gradient of the input",
          inputGradient,
          gradient(x, array -> dot(w, oracle.forward(array, parameters))));
      double[][] expected = new double[parameters.length][];
      for (int p = 0; p < parameters.length; p++) {
        expected[p] = gradient(parameters[p], array -> dot(w, oracle.forward(x, parameters)));
      }
      assertGradients(layer, 1, expected);
      step.forward(input);
      step.backward(weights.copy());
      assertGradients(layer, 2, expected);
    }
  }

  /** After so many backwards without zeroGrad, each of which added the expected gradients. */
  private static void assertGradients(Layer layer, int backwards, double[][] expected) {
    List<Parameter> learned = layer.parameters();
    for (int p = 0; p < expected.length; p++) {
      Tensor share = learned.get(p).gradient().copy();
      for (int i = 0; i < share.size(); i++) {
        share.set(i, share.get(i) / backwards);
      }
      String name = learned.get(p).name();
      assertClose("gradient of %s / %d".formatted(name, backwards), share, expected[p]);
    }
  }

  private static double[] gradient(double[] array, ToDoubleFunction<double[]> loss) {
    return IntStream.range(0, array.length)
        .mapToDouble(i -> DoubleOracle.derivative(array, i, loss))
        .toArray();
  }

  static void assertClose(String what, Tensor actual, double[] expected) {
    assertThat(actual.size()).isEqualTo(expected.length);
    double scale = 1;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual.get(i))
          .as("%s, element %d of %s", what, i, actual.shape())
          .isCloseTo(expected[i], within(TOLERANCE * scale));
    }
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  /** Uniform in [-1, 1), but not so near to 0 that a difference would step over a kink. */
  static Tensor random(Shape shape, RandomStream random) {
    Tensor tensor = Tensor.zeros(shape);
    for (int i = 0; i < tensor.size(); i++) {
      float value = 2 * random.nextFloat() - 1;
      tensor.set(i, Math.abs(value) < 1e-4f ? 0.3f : value);
    }
    return tensor;
  }

  static double[] toDouble(Tensor tensor) {
    return IntStream.range(0, tensor.size()).mapToDouble(tensor::get).toArray();
  }
}
