package dev.javelin.nn;

import static dev.javelin.nn.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConvolutionTest {
  /** A layer and an input that it can take. */
  record Case(ConvolutionLayer layer, Shape input, long seed) {}

  @Provide
  Arbitrary<Case> convolutions() {
    return Arbitraries.longs().map(ConvolutionTest::convolution);
  }

  @Provide
  Arbitrary<Case> sequences() {
    return Arbitraries.longs().map(ConvolutionTest::sequence);
  }

  @Provide
  Arbitrary<Case> transposed() {
    return Arbitraries.longs().map(ConvolutionTest::transposed);
  }

  private static int between(int from, int to, Random random) {
    return from + random.nextInt(to - from + 1);
  }

  private static ConvOptions options(Random random) {
    ConvOptions options =
        kernel(between(1, 4, random), between(1, 4, random))
            .dilation(between(1, 3, random), between(1, 3, random))
            .groups(between(1, 3, random));
    options =
        random.nextInt(4) == 0
            ? options.samePadding()
            : options
                .padding(between(0, 3, random), between(0, 3, random))
                .stride(between(1, 3, random), between(1, 3, random));
    return random.nextBoolean() ? options : options.withoutBias();
  }

  private static Case convolution(long seed) {
    Random random = new Random(seed);
    ConvOptions options = options(random);
    int groups = options.groups();
    var layer =
        new Conv2d(
            groups * between(1, 2, random),
            groups * between(1, 5 / groups, random),
            options,
            new Seed(seed));
    int height = options.down().shortest() + between(0, 4, random);
    int width = options.right().shortest() + between(0, 4, random);
    return new Case(layer, Shape.of(between(1, 3, random), layer.in(), height, width), seed);
  }

  private static Case sequence(long seed) {
    Random random = new Random(seed);
    ConvOptions options =
        kernel(between(1, 5, random))
            .dilation(between(1, 3, random))
            .stride(between(1, 3, random))
            .padding(between(0, 3, random))
            .groups(between(1, 2, random));
    int groups = options.groups();
    var layer =
        new Conv1d(
            groups * between(1, 3, random),
            groups * between(1, 3, random),
            options,
            new Seed(seed));
    int length = options.right().shortest() + between(0, 20, random);
    return new Case(layer, Shape.of(between(1, 3, random), layer.in(), length), seed);
  }

  private static Case transposed(long seed) {
    Random random = new Random(seed);
    int stride = between(1, 3, random);
    int strideRight = between(1, 3, random);
    int dilation = between(1, 3, random);
    int kernel = between(1, 4, random);
    int groups = between(1, 2, random);
    int padding = between(0, Math.min(2, dilation * (kernel - 1) / 2), random);
    ConvOptions options =
        kernel(kernel)
            .stride(stride, strideRight)
            .dilation(dilation)
            .padding(padding)
            .outputPadding(
                random.nextInt(Math.max(stride, dilation)),
                random.nextInt(Math.max(strideRight, dilation)))
            .groups(groups);
    var layer =
        new ConvTranspose2d(
            groups * between(1, 2, random),
            groups * between(1, 2, random),
            random.nextBoolean() ? options : options.withoutBias(),
            new Seed(seed));
    Shape input =
        Shape.of(between(1, 3, random), layer.in(), between(1, 5, random), between(1, 5, random));
    return new Case(layer, input, seed);
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void gradientsOfImagesAreThoseOfCentralDifferences(@ForAll("convolutions") Case it) {
    GradientAssert.assertGradients(it.layer(), it.input(), it.seed(), 2);
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void gradientsOfSequencesAreThoseOfCentralDifferences(@ForAll("sequences") Case it) {
    GradientAssert.assertGradients(it.layer(), it.input(), it.seed(), 2);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void gradientsOfTransposedAreThoseOfCentralDifferences(@ForAll("transposed") Case it) {
    GradientAssert.assertGradients(it.layer(), it.input(), it.seed(), 2);
  }

  /** Of an activation that backward knows by its output, and of one that needs its input kept. */
  @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
  void gradientsOfFusedActivationsAreThoseOfCentralDifferences(
      @ForAll("convolutions") Case it, @ForAll boolean keeps) {
    Activation activation = keeps ? new Activations.GELU() : new Activations.Tanh();
    GradientAssert.assertGradients(
        new Sequential(it.layer(), activation), it.input(), it.seed(), 2);
  }

  @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
  void gradientsOfFusedPoolingsAreThoseOfCentralDifferences(
      @ForAll("convolutions") Case it, @ForAll boolean activated) {
    Shape results = it.layer().outputShape(it.input());
    int kernel = Math.min(2, Math.min(results.dim(2), results.dim(3)));
    var pool = new MaxPool2d(kernel);
    Sequential model =
        activated
            ? new Sequential(it.layer(), new Activations.Tanh(), pool)
            : new Sequential(it.layer(), pool);
    GradientAssert.assertGradients(model, it.input(), it.seed(), 2);
  }

  /**
   * A fused step gives the bits of its layers one by one, in training and in evaluation. Only the
   * bias's gradient is added up before the pooling's zeros come in, and so in another order.
   */
  @Test
  void fusionDoesNotShow() {
    var seed = new Seed(1);
    List<MaxPool2d> pools =
        List.of(new MaxPool2d(2), new MaxPool2d(PoolOptions.kernel(3).stride(2).padding(1)));
    for (MaxPool2d pool : pools) {
      var conv = new Conv2d(3, 8, kernel(3), seed);
      var fused = new Sequential(conv, new Activations.ReLU(), pool);
      // A layer that does nothing comes between, and so nothing is fused.
      var idle = new Dropout(0, seed);
      var plain = new Sequential(conv, idle, new Activations.ReLU(), idle, pool);
      Shape shape = Shape.of(40, 3, 11, 12);
      Tensor x = GradientAssert.random(shape, new RandomStream(1, 1));
      for (Mode mode : Mode.values()) {
        var expected = results(plain, conv, x, mode);
        var actual = results(fused, conv, x, mode);
        for (int i = 0; i < Math.min(3, expected.size()); i++) {
          assertThat(actual.get(i)).as("%s, result %d", mode, i).isEqualTo(expected.get(i));
        }
        if (mode == Mode.TRAIN) {
          // Sums of at most 40 * 25 numbers below 1, in at most 40 + 25 roundings to 2^-24 of 1000.
          assertThat(actual.get(3)).containsExactly(expected.get(3), within(4e-3f));
        }
      }
    }
  }

  /** The output; in training also the gradients of input, weight and bias. */
  private static List<float[]> results(Layer model, Conv2d conv, Tensor x, Mode mode) {
    try (Engine engine = Engine.create(2)) {
      Step step = model.bind(x.shape(), new Binding(engine, mode, true));
      Tensor y = step.forward(x);
      var results = new ArrayList<>(List.of(y.toArray()));
      if (mode == Mode.TRAIN) {
        conv.parameters().forEach(Parameter::zeroGrad);
        Tensor dy = GradientAssert.random(y.shape(), new RandomStream(1, 2));
        results.add(step.backward(dy).toArray());
        conv.parameters().forEach(parameter -> results.add(parameter.gradient().toArray()));
      }
      return results;
    }
  }

  /** Batches of several chunks, the last of which is short. */
  @Test
  void gradientsOfManyImages() {
    GradientAssert.assertGradients(new Conv2d(1, 2, 2, new Seed(1)), Shape.of(21, 1, 3, 3), 1, 3);
  }

  @Test
  void computesWhatItsFormulaSays() {
    var conv = new Conv2d(1, 1, kernel(2).padding(1), new Seed(0));
    conv.weight().value().copyFrom(Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2));
    conv.bias().orElseThrow().value().copyFrom(Tensor.of(new float[] {10}, 1));
    Shape shape = Shape.of(1, 1, 1, 2);
    Step step = conv.bind(shape, new Binding(Engine.create(1), Mode.EVAL, false));

    Tensor output = step.forward(Tensor.of(new float[] {1, 5}, 1, 1, 1, 2));

    assertThat(output.shape()).isEqualTo(Shape.of(1, 1, 2, 3));
    assertThat(output.toArray()).containsExactly(14, 33, 25, 12, 21, 15);
  }

  @Test
  void takesUpChangedParametersInEvaluation() {
    var conv = new Conv2d(1, 1, 1, new Seed(0));
    Shape shape = Shape.of(1, 1, 1, 1);
    Step step = conv.bind(shape, new Binding(Engine.create(1), Mode.EVAL, false));
    Tensor one = Tensor.full(shape, 1);
    conv.weight().value().set(0, 5);
    conv.bias().orElseThrow().value().set(0, 2);
    step.forward(one);

    conv.bias().orElseThrow().value().set(0, 3);
    conv.bias().orElseThrow().changed();
    assertThat(step.forward(one).get(0)).isEqualTo(8);

    conv.weight().value().set(0, 6);
    conv.weight().changed();
    assertThat(step.forward(one).get(0)).isEqualTo(9);
  }

  @Test
  void startsAsPyTorchDoes() {
    // Fan in: 2 channels of a group times 3 x 3.
    float bound = (float) (1 / Math.sqrt(18));
    var conv = new Conv2d(4, 64, kernel(3).groups(2), new Seed(1));
    assertThat(conv.weight().value().shape()).isEqualTo(Shape.of(64, 2, 3, 3));
    assertWithin(conv.weight().value(), bound);
    assertWithin(conv.bias().orElseThrow().value(), bound);
  }

  private static void assertWithin(Tensor tensor, float bound) {
    float largest = 0;
    for (float value : tensor.toArray()) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).isBetween(0.9f * bound, bound);
  }

  @Test
  void namesItselfAndBothShapesWhenTheyDiffer() {
    var conv = new Conv2d(3, 8, kernel(5).padding(1).stride(2), new Seed(0));
    assertThatThrownBy(() -> conv.outputShape(Shape.of(10, 1, 28, 28)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage(
            "Conv2d(3, 8, kernel=5, stride=2, padding=1) expects an input of shape [N, 3, H, W],"
                + " got [10, 1, 28, 28]");
    assertThatThrownBy(() -> conv.outputShape(Shape.of(10, 3, 28, 2)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("H of 3 or more and W of 3 or more, got [10, 3, 28, 2]");
    assertThatThrownBy(() -> new Conv1d(1, 1, 4, new Seed(0)).outputShape(Shape.of(1, 1, 3)))
        .hasMessageContaining("L of 4 or more");
    var transposed = new ConvTranspose2d(2, 1, kernel(1).padding(2), new Seed(0));
    assertThatThrownBy(() -> transposed.outputShape(Shape.of(1, 2, 4, 9)))
        .hasMessageContaining("of which its padding leaves something, got [1, 2, 4, 9]");
  }

  /** Of phases that no tap stands on there are no planes. */
  @Test
  void aLongStrideTakesNoMemory() {
    var conv = new Conv2d(1, 1, kernel(1).stride(40_000).withoutBias(), new Seed(0));
    conv.weight().value().set(0, 2);
    Shape shape = Shape.of(1, 1, 3, 3);
    Step step = conv.bind(shape, new Binding(Engine.create(1), Mode.TRAIN, true));
    assertThat(step.forward(Tensor.full(shape, 1)).toArray()).containsExactly(2);
    assertThat(step.backward(Tensor.full(Shape.of(1, 1, 1, 1), 3)).toArray())
        .containsExactly(6, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void saysThatItNeedsTooMuchMemory() {
    var conv = new Conv2d(30_000, 1, kernel(1).padding(400), new Seed(0));
    Shape shape = Shape.of(1, 30_000, 1, 1);
    assertThatThrownBy(() -> conv.bind(shape, new Binding(Engine.create(1), Mode.EVAL, false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Conv2d(30000, 1, kernel=1, padding=400) needs more memory");
  }

  /** A shrunk counterexample: a phase whose only tap stands on padding. */
  @Test
  void aTapMayMeetNothingButPadding() {
    var layer =
        new ConvTranspose2d(
            1, 1, kernel(3, 1).dilation(5).padding(2).outputPadding(4), new Seed(1));
    GradientAssert.assertGradients(layer, Shape.of(1, 1, 2, 1), 1, 1);
  }

  @Test
  void paddingTakesThePlaceOfSamePadding() {
    var layer = new Conv2d(1, 1, kernel(3).samePadding().padding(0), new Seed(1));
    assertThat(layer.outputShape(Shape.of(1, 1, 5, 5))).isEqualTo(Shape.of(1, 1, 3, 3));
  }

  @Test
  void refusesSettingsThatDoNotFit() {
    var seed = new Seed(0);
    assertThatThrownBy(() -> new Conv2d(3, 8, kernel(3).groups(2), seed))
        .hasMessage("Conv2d(3, 8) expects channels that divide by its groups, got 2");
    assertThatThrownBy(() -> new Conv2d(0, 8, 3, seed)).hasMessage("Conv2d(0, 8) has no channels");
    assertThatThrownBy(() -> new Conv2d(1, 1, kernel(3).samePadding().stride(2), seed))
        .hasMessageContaining("a stride of 1");
    assertThatThrownBy(() -> new Conv2d(1, 1, kernel(3).outputPadding(1), seed))
        .hasMessageContaining("has no output padding");
    assertThatThrownBy(() -> new Conv1d(1, 1, kernel(3, 2), seed))
        .hasMessageContaining("one number a setting");
    assertThatThrownBy(() -> new ConvTranspose2d(1, 1, kernel(3).samePadding(), seed))
        .hasMessageContaining("no 'same' padding");
    assertThatThrownBy(() -> new ConvTranspose2d(1, 1, kernel(3).outputPadding(1), seed))
        .hasMessageContaining("output padding below stride or dilation");
    assertThatThrownBy(() -> new Conv2d(1, 1, kernel(3).dilation(1_200_000_000), seed))
        .hasMessageContaining("dilation from 1 to 268435456, got 1200000000");
    assertThatThrownBy(() -> new Conv2d(1, 1, kernel(300_000_000).samePadding(), seed))
        .hasMessageContaining("kernel from 1 to 268435456, got 300000000");
    assertThatThrownBy(() -> kernel(0)).hasMessageContaining("kernel height of 1 or more, got 0");
    assertThatThrownBy(() -> kernel(1).padding(-1)).hasMessageContaining("padding of 0 or more");
  }
}
