package dev.javelin.nn;

import static dev.javelin.nn.ConvOptions.kernel;
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
        new Case("BatchNorm2d", () -> new BatchNorm2d(7), Shape.of(31, 7, 11, 13)),
        new Case("LayerNorm", () -> new LayerNorm(301), Shape.of(131, 301)),
        new Case("RMSNorm", () -> new RMSNorm(17, 19), Shape.of(131, 17, 19)),
        new Case("GroupNorm", () -> new GroupNorm(3, 12), Shape.of(31, 12, 103)),
        new Case("Dropout", () -> new Dropout(0.3, new Seed(1)), Shape.of(131, 301)),
        new Case("Dropout2d", () -> new Dropout2d(0.3, new Seed(1)), Shape.of(7, 9, 31, 23)),
        new Case("AlphaDropout", () -> new AlphaDropout(0.3, new Seed(1)), Shape.of(131, 301)),
        new Case("PReLU", () -> new PReLU(301), Shape.of(131, 301)),
        new Case("RReLU", () -> new RReLU(new Seed(1)), Shape.of(131, 301)),
        new Case("MaxPool2d", () -> new MaxPool2d(2), Shape.of(7, 9, 31, 23)),
        new Case(
            "MaxPool2d, overlapping",
            () -> new MaxPool2d(PoolOptions.kernel(3).stride(2).padding(1)),
            Shape.of(7, 9, 31, 23)),
        new Case("AvgPool2d", () -> new AvgPool2d(3, 2), Shape.of(7, 9, 31, 23)),
        new Case("AdaptiveAvgPool2d", () -> new AdaptiveAvgPool2d(5, 4), Shape.of(7, 9, 31, 23)),
        new Case("AdaptiveAvgPool2d, all", () -> new AdaptiveAvgPool2d(1), Shape.of(7, 9, 31, 23)),
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
        new Case(
            "Conv2d, ReLU",
            () ->
                new Sequential(
                    new Conv2d(3, 13, kernel(3).padding(1), new Seed(1)), new Activations.ReLU()),
            Shape.of(21, 3, 14, 17)),
        new Case(
            "Conv2d, ReLU, MaxPool2d",
            () ->
                new Sequential(
                    new Conv2d(3, 13, kernel(3).padding(1), new Seed(1)),
                    new Activations.ReLU(),
                    new MaxPool2d(2)),
            Shape.of(21, 3, 14, 17)),
        new Case(
            "Conv2d, depthwise",
            () -> new Conv2d(37, 37, kernel(3).padding(1).groups(37), new Seed(1)),
            Shape.of(19, 37, 11, 13)),
        new Case(
            "Conv2d, Tanh, overlapping MaxPool2d",
            () ->
                new Sequential(
                    new Conv2d(3, 13, kernel(3).padding(1), new Seed(1)),
                    new Activations.Tanh(),
                    new MaxPool2d(PoolOptions.kernel(3).stride(2).padding(1))),
            Shape.of(21, 3, 14, 17)),
        new Case(
            "Conv2d, few chunks of a large weight",
            () -> new Conv2d(256, 511, kernel(3), new Seed(1)),
            Shape.of(5, 256, 3, 3)),
        new Case(
            "Conv2d, tiles",
            () -> new Conv2d(19, 35, kernel(3).padding(0, 2), new Seed(1)),
            Shape.of(21, 19, 9, 11)),
        new Case(
            "Conv2d, tiles, ReLU, MaxPool2d",
            () ->
                new Sequential(
                    new Conv2d(33, 17, kernel(3).samePadding(), new Seed(1)),
                    new Activations.ReLU(),
                    new MaxPool2d(2)),
            Shape.of(21, 33, 13, 10)),
        new Case(
            "Conv2d, tiles of 5 x 5",
            () -> new Conv2d(17, 18, kernel(5).padding(2), new Seed(1)),
            Shape.of(21, 17, 9, 11)),
        new Case(
            "ConvTranspose2d, tiles",
            () -> new ConvTranspose2d(35, 19, kernel(3).padding(1), new Seed(1)),
            Shape.of(19, 35, 9, 11)),
        new Case(
            "Conv2d, strided, grouped, GELU",
            () ->
                new Sequential(
                    new Conv2d(4, 10, kernel(3, 4).stride(2, 3).groups(2), new Seed(1)),
                    new Activations.GELU()),
            Shape.of(99, 4, 19, 21)),
        new Case(
            "Conv1d, dilated",
            () -> new Conv1d(5, 9, kernel(5).dilation(3), new Seed(1)),
            Shape.of(37, 5, 103)),
        new Case(
            "ConvTranspose2d",
            () -> new ConvTranspose2d(6, 5, kernel(3).stride(2).outputPadding(1), new Seed(1)),
            Shape.of(19, 6, 9, 11)),
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
