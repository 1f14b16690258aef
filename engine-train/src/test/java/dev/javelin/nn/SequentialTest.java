package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.javelin.Engine;
import dev.javelin.io.WeightsDigest;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.loss.CrossEntropyLoss;
import dev.javelin.optim.SGD;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SequentialTest {
  private static Sequential model(int in, int hidden, int out, Seed seed) {
    return new Sequential(
        new Linear(in, hidden, seed),
        new Activations.Tanh(),
        new Linear(hidden, hidden, seed),
        new Activations.Sigmoid(),
        new Linear(hidden, out, seed));
  }

  @Property(tries = 25)
  void gradientsAreThoseOfCentralDifferences(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 18) int in,
      @ForAll @IntRange(min = 1, max = 18) int hidden,
      @ForAll @IntRange(min = 1, max = 18) int out,
      @ForAll long seed) {
    var model = model(in, hidden, out, new Seed(seed));
    GradientAssert.assertGradients(model, Shape.of(batch, in), seed, 1);
  }

  @Property(tries = 20)
  void theNumberOfThreadsDoesNotShow(
      @ForAll @IntRange(min = 1, max = 70) int batch,
      @ForAll @IntRange(min = 60, max = 150) int hidden,
      @ForAll @IntRange(min = 2, max = 4) int threads,
      @ForAll long seed) {
    assertThreadsDoNotShow(() -> model(97, hidden, 10, new Seed(seed)), batch, threads, seed);
  }

  /** Outputs too few to be split, of a layer large enough. */
  @Property(tries = 10)
  void theNumberOfThreadsDoesNotShowInFewOutputs(
      @ForAll @IntRange(min = 10, max = 31) int out,
      @ForAll @IntRange(min = 2, max = 4) int threads,
      @ForAll long seed) {
    assertThreadsDoNotShow(() -> model(97, 400, out, new Seed(seed)), 100, threads, seed);
  }

  /** There is nothing to do for an output's gradient before the products. */
  @Property(tries = 5)
  void theNumberOfThreadsDoesNotShowWithoutBias(
      @ForAll @IntRange(min = 2, max = 4) int threads, @ForAll long seed) {
    assertThreadsDoNotShow(
        () ->
            new Sequential(
                Linear.withoutBias(97, 200, new Seed(seed)),
                Linear.withoutBias(200, 70, new Seed(seed))),
        100,
        threads,
        seed);
  }

  private static void assertThreadsDoNotShow(
      Supplier<Sequential> model, int batch, int threads, long seed) {
    assertThat(digestOfTrained(model.get(), batch, threads, seed))
        .isEqualTo(digestOfTrained(model.get(), batch, 1, seed));
  }

  private static String digestOfTrained(Sequential model, int batch, int threads, long seed) {
    var random = new RandomStream(seed, 99);
    Tensor x = GradientAssert.random(Shape.of(batch, 97), random);
    Tensor labels = Tensor.zeros(batch);
    for (int i = 0; i < batch; i++) {
      labels.set(i, i % 10);
    }
    var loss = new CrossEntropyLoss();
    var optimizer = new SGD(model.parameters(), 0.5);
    try (Engine engine = Engine.create(threads)) {
      model.to(engine);
      optimizer.to(engine);
      for (int step = 0; step < 3; step++) {
        optimizer.zeroGrad();
        var cost = loss.forward(model.forward(x), labels);
        model.backward(cost.gradient());
        optimizer.step();
      }
      return WeightsDigest.sha256(model.parameters());
    }
  }

  /**
   * {@code y = p(2 p(x))} for a PReLU p of slope a: for x = -1, y = -2 a a. With cost y and rate
   * 0.1, a = 0.25 moves by 0.1 times 4 a = 1.
   */
  @Test
  void aLayerInTwoPlacesIsLearnedOnce() {
    var prelu = new PReLU();
    var twice = Linear.withoutBias(1, 1, new Seed(0));
    twice.weight().value().set(0, 2);
    var model = new Sequential(prelu, twice, prelu);
    assertThat(model.parameters()).containsExactly(prelu.weight(), twice.weight());
    assertThat(new Parallel(prelu, twice, prelu).parameters())
        .containsExactly(prelu.weight(), twice.weight());

    Tensor y = model.forward(Tensor.of(new float[] {-1}, 1, 1));
    assertThat(y.get(0)).isEqualTo(-0.125f);
    model.backward(Tensor.of(new float[] {1}, 1, 1));
    new SGD(model.parameters(), 0.1).step();
    assertThat(prelu.weight().value().get(0)).isEqualTo(0.35f);
  }

  @Test
  void buffersOfALayerInTwoPlacesAreThereOnce() {
    var norm = new BatchNorm1d(3);
    assertThat(new Sequential(norm, new Activations.Tanh(), norm).buffers())
        .isEqualTo(norm.buffers());
    assertThat(new Parallel(norm, norm).buffers()).isEqualTo(norm.buffers());
  }

  @Test
  void namesTheLayerThatCannotTakeItsInput() {
    var seed = new Seed(0);
    var model =
        new Sequential(new Linear(4, 3, seed), new Activations.ReLU(), new Linear(2, 1, seed));
    assertThatThrownBy(() -> model.forward(Tensor.zeros(5, 4)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage(
            "layer 2 of Sequential: Linear(2, 1) expects an input of shape [N, *, 2], got [5, 3]");
  }

  /** Also where neighbours are fused: the number is that of the layer as it was written. */
  @Test
  void namesTheLayerThatCannotTakeItsImages() {
    assertRefuses(
        digits(5408),
        Shape.of(100, 784),
        "layer 0 of Sequential: Conv2d(1, 32, kernel=3) expects an input of shape [N, 1, H, W],"
            + " got [100, 784]");
    assertRefuses(
        digits(5408),
        Shape.of(100, 3, 28, 28),
        "layer 0 of Sequential: Conv2d(1, 32, kernel=3) expects an input of shape [N, 1, H, W],"
            + " got [100, 3, 28, 28]");
    assertRefuses(
        digits(5408),
        Shape.of(100, 1, 28, 2),
        "layer 0 of Sequential: Conv2d(1, 32, kernel=3) expects an input of shape [N, 1, H, W]"
            + " with H of 3 or more and W of 3 or more, got [100, 1, 28, 2]");
    assertRefuses(
        digits(5408),
        Shape.of(100, 1, 3, 28),
        "layer 2 of Sequential: MaxPool2d(2) expects an input of shape [N, C, H, W] with H of 2"
            + " or more and W of 2 or more, got [100, 32, 1, 26]");
    assertRefuses(
        digits(6272),
        Shape.of(100, 1, 28, 28),
        "layer 4 of Sequential: Linear(6272, 10) expects an input of shape [N, *, 6272], got [100,"
            + " 5408]");
  }

  private static Sequential digits(int features) {
    var seed = new Seed(0);
    return new Sequential(
        new Conv2d(1, 32, 3, seed),
        new Activations.ReLU(),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(features, 10, seed));
  }

  private static void assertRefuses(Sequential model, Shape input, String message) {
    assertThatThrownBy(() -> model.forward(Tensor.zeros(input)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage(message);
  }

  @Test
  void backwardNeedsForwardAndTraining() {
    var model = new Sequential(new Linear(2, 1, new Seed(0)));
    assertThatThrownBy(() -> model.backward(Tensor.zeros(1, 1)))
        .isInstanceOf(IllegalStateException.class);
    model.eval().forward(Tensor.zeros(1, 2));
    assertThatThrownBy(() -> model.backward(Tensor.zeros(1, 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAGradientOfAnotherShape() {
    var model = new Sequential(new Linear(2, 3, new Seed(0)));
    model.forward(Tensor.zeros(4, 2));
    assertThatThrownBy(() -> model.backward(Tensor.zeros(4, 2)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("gradient of the output")
        .hasMessageContaining("[4, 3], got [4, 2]");
  }

  @Test
  void keepsAPlanForEachShapeAndMode() {
    var model = new Sequential(new Linear(2, 1, new Seed(0)));
    Tensor small = model.forward(Tensor.zeros(1, 2));
    Tensor large = model.forward(Tensor.zeros(3, 2));
    assertThat(large.shape()).isEqualTo(Shape.of(3, 1));
    assertThat(model.forward(Tensor.zeros(1, 2))).isSameAs(small);
    assertThat(model.eval().forward(Tensor.zeros(1, 2))).isNotSameAs(small);
    assertThat(model.train().forward(Tensor.zeros(1, 2))).isSameAs(small);
  }

  @Test
  void theSameSeedGivesTheSameWeights() {
    float[] first = model(5, 4, 3, new Seed(7)).parameters().getFirst().value().toArray();
    assertThat(model(5, 4, 3, new Seed(7)).parameters().getFirst().value().toArray())
        .isEqualTo(first);
    assertThat(model(5, 4, 3, new Seed(8)).parameters().getFirst().value().toArray())
        .isNotEqualTo(first);
  }
}
