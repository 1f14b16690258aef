package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.SparseGradient;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.loss.MSELoss;
import dev.javelin.nn.init.Initializers;
import dev.javelin.optim.SparseAdam;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
  private static Embedding embedding(int rows, int dim, boolean sparse, long seed) {
    return new Embedding(
        rows, dim, OptionalInt.of(-1), sparse, new Seed(seed), Initializers.normal());
  }

  private static Tensor indices(int count, int rows, RandomStream random) {
    Tensor indices = Tensor.zeros(count);
    for (int i = 0; i < count; i++) {
      indices.set(i, random.nextInt(rows));
    }
    return indices;
  }

  private static Step bind(Embedding embedding, Shape input, Engine engine) {
    return embedding.bind(input, new Binding(engine, Mode.TRAIN, false));
  }

  @Property(tries = 60)
  void gradientsAreThoseOfCentralDifferences(
      @ForAll @IntRange(min = 1, max = 12) int rows,
      @ForAll @IntRange(min = 1, max = 40) int dim,
      @ForAll @IntRange(min = 1, max = 20) int count,
      @ForAll boolean sparse,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Embedding embedding = embedding(rows, dim, sparse, seed);
    Tensor indices = indices(count, rows, random);
    Tensor w = GradientAssert.random(Shape.of(count, dim), random);
    try (Engine engine = Engine.create(2)) {
      Step step = bind(embedding, indices.shape(), engine);
      Tensor output = step.forward(indices);
      for (int i = 0; i < output.size(); i++) {
        int row = (int) indices.get(i / dim);
        assertThat(output.get(i)).isEqualTo(embedding.weight().value().get(row * dim + i % dim));
      }
      assertThat(step.backward(w.copy())).isNull();
      // A second backward adds the same again.
      step.forward(indices);
      step.backward(w.copy());
    }
    double[] table = GradientAssert.toDouble(embedding.weight().value());
    double[] expected =
        IntStream.range(0, table.length)
            .mapToDouble(
                i ->
                    i / dim == rows - 1 // the padding
                        ? 0
                        : 2
                            * DoubleOracle.derivative(
                                table, i, array -> loss(array, indices, w, dim)))
            .toArray();
    GradientAssert.assertClose("weight", embedding.weight().gradient(), expected);
  }

  private static double loss(double[] table, Tensor indices, Tensor w, int dim) {
    double sum = 0;
    for (int i = 0; i < w.size(); i++) {
      sum += w.get(i) * table[((int) indices.get(i / dim)) * dim + i % dim];
    }
    return sum;
  }

  /** Adding in one order, sparse and dense gradients have the same bits, whatever the threads. */
  @Property(tries = 20)
  void sparseGradientsAreTheDenseOnesRows(@ForAll long seed) {
    float[] dense = gradientAfterTwo(false, 1, seed);
    assertThat(gradientAfterTwo(true, 1, seed)).isEqualTo(dense);
    assertThat(gradientAfterTwo(true, 3, seed)).isEqualTo(dense);
    assertThat(gradientAfterTwo(false, 3, seed)).isEqualTo(dense);
  }

  private static float[] gradientAfterTwo(boolean sparse, int threads, long seed) {
    var random = new RandomStream(seed, 0);
    Embedding embedding = embedding(50, 67, sparse, seed);
    try (Engine engine = Engine.create(threads)) {
      Step step = bind(embedding, Shape.of(500), engine);
      for (int round = 0; round < 3; round++) {
        if (round == 1) {
          embedding.weight().zeroGrad();
        }
        step.forward(indices(500, 50, random));
        step.backward(GradientAssert.random(Shape.of(500, 67), random));
      }
    }
    return embedding.weight().gradient().toArray();
  }

  @Test
  void keepsTheRowsOfABatchOnly() {
    Embedding embedding = Embedding.sparse(1000, 2, new Seed(1));
    Step step = bind(embedding, Shape.of(2, 2), Engine.create(1));
    Tensor output = step.forward(Tensor.of(new float[] {7, 3, 7, 999}, 2, 2));
    assertThat(output.shape()).isEqualTo(Shape.of(2, 2, 2));
    step.backward(Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2));
    SparseGradient gradient = embedding.weight().sparseGradient();
    assertThat(gradient.count()).isEqualTo(3);
    assertThat(IntStream.range(0, 3).map(gradient::row)).containsExactly(7, 3, 999);
    assertThat(gradient.values()).startsWith(6, 8, 3, 4, 7, 8);
    assertThat(embedding.weight().hasGradientBuffer()).isFalse();
    embedding.weight().zeroGrad();
    assertThat(embedding.weight().gradient().toArray()).containsOnly(0);
  }

  @Test
  void onlyTrainingTakesMemoryForGradients() {
    Embedding embedding = embedding(50, 4, false, 1);
    Engine engine = Engine.create(1);
    embedding.bind(Shape.of(3), new Binding(engine, Mode.EVAL, false)).forward(Tensor.zeros(3));
    assertThat(embedding.weight().hasGradientBuffer()).isFalse();
    bind(embedding, Shape.of(3), engine);
    assertThat(embedding.weight().hasGradientBuffer()).isTrue();
  }

  @Test
  void learnsInAModel() {
    var seed = new Seed(1);
    Embedding embedding = Embedding.sparse(20, 8, seed);
    var model = new Sequential(embedding);
    var optimizer = new SparseAdam(model.parameters(), 0.05);
    var criterion = new MSELoss();
    Tensor indices = indices(64, 10, new RandomStream(1, 0));
    Tensor target = Tensor.full(Shape.of(64, 8), 0.5f);
    float untouched = embedding.weight().value().get(19 * 8);
    double loss = 0;
    for (int step = 0; step < 200; step++) {
      optimizer.zeroGrad();
      var cost = criterion.forward(model.forward(indices), target);
      model.backward(cost.gradient());
      optimizer.step();
      loss = cost.value();
    }
    assertThat(loss).isLessThan(1e-3);
    assertThat(embedding.weight().value().get(19 * 8)).isEqualTo(untouched);
  }

  @Test
  void startsNormalWithZerosForThePadding() {
    float[] table = embedding(1000, 20, false, 1).weight().value().toArray();
    double squares = IntStream.range(0, 999 * 20).mapToDouble(i -> table[i] * table[i]).sum();
    // 20,000 squares of deviation sqrt(2): five of its sigmas.
    assertThat(squares / (999 * 20)).isCloseTo(1, within(5 * Math.sqrt(2.0 / 20_000)));
    assertThat(IntStream.range(999 * 20, 1000 * 20).mapToObj(i -> table[i])).containsOnly(0f);
  }

  @Test
  void saysWhatIsWrong() {
    var embedding = new Embedding(10, 3, new Seed(1));
    Step step = bind(embedding, Shape.of(2), Engine.create(1));
    for (float bad : new float[] {-1, 10, 0.5f, Float.NaN}) {
      assertThatThrownBy(() -> step.forward(Tensor.of(new float[] {0, bad}, 2)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Embedding(10, 3) expects indices from 0 to 9, but number 1 is " + bad);
    }
    assertThatThrownBy(
            () -> embedding.bind(Shape.of(2), new Binding(Engine.create(1), Mode.TRAIN, true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("indices, which have no gradient");
    assertThatThrownBy(() -> new Embedding(0, 3, new Seed(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Embedding(0, 3)");
    assertThatThrownBy(
            () ->
                new Embedding(10, 3, OptionalInt.of(10), false, new Seed(1), Initializers.normal()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("padding");
  }
}
