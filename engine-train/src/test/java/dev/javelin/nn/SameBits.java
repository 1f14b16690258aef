package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.kernels.KernelsLookup;
import dev.javelin.kernels.Numbers;
import dev.javelin.kernels.scalar.ScalarKernels;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Compares forward and backward with 3 threads, and on the scalar kernels, with those of one. */
final class SameBits {
  private SameBits() {}

  /**
   * Asserts it.
   *
   * @param layer made anew for each engine
   */
  static void assertSameBits(Supplier<Layer> layer, Shape input, long seed) {
    assertThat(KernelsLookup.kernels().name()).startsWith("vector");
    try (Engine one = Engine.create(1);
        Engine three = Engine.create(3);
        Engine scalar = Engine.on(new ScalarKernels(), 1)) {
      List<float[]> expected = results(layer.get(), input, seed, one);
      for (Engine engine : List.of(three, scalar)) {
        List<float[]> actual = results(layer.get(), input, seed, engine);
        for (int i = 0; i < expected.size(); i++) {
          Numbers.assertSameBits(actual.get(i), expected.get(i));
        }
      }
    }
  }

  /** The output, the input's gradient and the parameters' of two steps. */
  private static List<float[]> results(Layer layer, Shape input, long seed, Engine engine) {
    var random = new RandomStream(seed, 0);
    var step = layer.bind(input, new Binding(engine, Mode.TRAIN, true));
    var results = new ArrayList<float[]>();
    for (int i = 0; i < 2; i++) {
      Tensor x = GradientAssert.random(input, random);
      results.add(step.forward(x).toArray());
      Tensor dy = GradientAssert.random(layer.outputShape(input), random);
      results.add(step.backward(dy).toArray());
    }
    for (Parameter parameter : layer.parameters()) {
      results.add(parameter.gradient().toArray());
    }
    return results;
  }
}
