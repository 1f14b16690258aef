package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.SteadyState;
import dev.javelin.kernels.scalar.ScalarKernels;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the plans of all layers keep: the bits, whatever they run on, and no allocation. */
class LayerPlansTest {
  /** A layer, made anew for each run, and inputs large enough to be split among threads. */
  record Case(String name, Supplier<Layer> layer, Shape input) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case("BatchNorm1d", () -> new BatchNorm1d(301), Shape.of(131, 301)),
        new Case("BatchNorm1d, sequences", () -> new BatchNorm1d(7), Shape.of(31, 7, 173)),
        new Case("LayerNorm", () -> new LayerNorm(301), Shape.of(131, 301)),
        new Case("RMSNorm", () -> new RMSNorm(17, 19), Shape.of(131, 17, 19)),
        new Case("GroupNorm", () -> new GroupNorm(3, 12), Shape.of(31, 12, 103)),
        new Case("Dropout", () -> new Dropout(0.3, new Seed(1)), Shape.of(131, 301)),
        new Case("AlphaDropout", () -> new AlphaDropout(0.3, new Seed(1)), Shape.of(131, 301)),
        new Case("PReLU", () -> new PReLU(301), Shape.of(131, 301)),
        new Case("RReLU", () -> new RReLU(new Seed(1)), Shape.of(131, 301)),
        new Case("Flatten", () -> new Flatten(), Shape.of(31, 12, 103)),
        new Case(
            "two views of one tensor",
            () ->
                new Parallel(
                    new Flatten(),
                    new Sequential(
                        new Unflatten(1, Shape.of(3, 4)), new Activations.Tanh(), new Flatten())),
            Shape.of(31, 12, 103)),
        new Case("Residual", () -> new Residual(new Activations.Tanh()), Shape.of(131, 301)),
        new Case(
            "Parallel",
            () -> new Parallel(new Activations.Tanh(), new Linear(61, 37, new Seed(1))),
            Shape.of(131, 61)),
        new Case("Linear", () -> new Linear(61, 37, new Seed(1)), Shape.of(13, 17, 61)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theBitsAreTheSameOnEveryEngine(Case layerCase) {
    List<float[]> expected = run(layerCase, Engine.on(new ScalarKernels(), 1));
    assertThat(expected).isNotEmpty();
    for (int threads : new int[] {1, 2, 3}) {
      try (Engine engine = Engine.create(threads)) {
        assertThat(engine.kernels().name()).startsWith("vector");
        List<float[]> actual = run(layerCase, engine);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
          assertThat(actual.get(i)).as("result %d", i).isEqualTo(expected.get(i));
        }
      }
    }
  }

  /** Two steps of training and one of evaluation: outputs, gradients and buffers. */
  private static List<float[]> run(Case layerCase, Engine engine) {
    Layer layer = layerCase.layer().get();
    var random = new RandomStream(1, 99);
    Tensor x = GradientAssert.random(layerCase.input(), random);
    Step step = layer.bind(layerCase.input(), new Binding(engine, Mode.TRAIN, true));
    var results = new ArrayList<float[]>();
    for (int i = 0; i < 2; i++) {
      Tensor y = step.forward(x);
      results.add(y.toArray());
      results.add(step.backward(GradientAssert.random(y.shape(), random)).toArray());
    }
    for (Parameter parameter : layer.parameters()) {
      results.add(parameter.gradient().toArray());
    }
    layer.buffers().forEach(buffer -> results.add(buffer.value().toArray()));
    Step evaluation = layer.bind(layerCase.input(), new Binding(engine, Mode.EVAL, false));
    results.add(evaluation.forward(x).toArray());
    return results;
  }

  /** Binding for training takes the memory of gradients, before the first backward. */
  @ParameterizedTest
  @MethodSource("cases")
  void onlyTrainingTakesMemoryForGradients(Case layerCase) {
    Layer layer = layerCase.layer().get();
    Engine engine = Engine.create(1);
    Step evaluation = layer.bind(layerCase.input(), new Binding(engine, Mode.EVAL, false));
    evaluation.forward(Tensor.zeros(layerCase.input()));
    assertThat(layer.parameters()).noneMatch(Parameter::hasGradientBuffer);

    layer.bind(layerCase.input(), new Binding(engine, Mode.TRAIN, true));
    assertThat(layer.parameters()).allMatch(Parameter::hasGradientBuffer);
  }

  /** On scalar kernels, which unlike vector kernels allocate nothing before they are compiled. */
  @ParameterizedTest
  @MethodSource("cases")
  void stepsAllocateNothing(Case layerCase) {
    Layer layer = layerCase.layer().get();
    Engine engine = Engine.on(new ScalarKernels(), 1);
    Tensor x = GradientAssert.random(layerCase.input(), new RandomStream(1, 99));
    Step training = layer.bind(layerCase.input(), new Binding(engine, Mode.TRAIN, true));
    Step evaluation = layer.bind(layerCase.input(), new Binding(engine, Mode.EVAL, false));
    Tensor dy = Tensor.zeros(layer.outputShape(layerCase.input()));
    Runnable step =
        () -> {
          training.forward(x);
          training.backward(dy);
          evaluation.forward(x);
        };
    SteadyState.assertAllocatesNothing("a step", step);
  }
}
