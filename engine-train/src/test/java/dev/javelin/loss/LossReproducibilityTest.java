package dev.javelin.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.SteadyState;
import dev.javelin.kernels.scalar.ScalarKernels;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss has the same bits on every engine, and allocates nothing once it is warm. */
class LossReproducibilityTest {
  private static final int ROWS = 701;
  private static final int CLASSES = 37;

  /** What one forward gives on an engine. */
  interface Run {
    /** The losses and gradients of one forward. */
    List<Tensor> forward();
  }

  /** A loss on inputs of its own, to be bound on an engine. */
  record Problem(String name, Function<Engine, Run> binder) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Problem> problems() {
    var random = new RandomStream(5, 0);
    Tensor numbers = LossAssert.uniform(random, -3, 3, ROWS, CLASSES);
    Tensor others = LossAssert.uniform(random, -3, 3, ROWS, CLASSES);
    Tensor probabilities = LossAssert.uniform(random, 0, 1, ROWS, CLASSES);
    Tensor signs = LossAssert.signs(random, ROWS, CLASSES);
    Tensor rowSigns = LossAssert.signs(random, ROWS);
    Tensor weight = LossAssert.uniform(random, 0.5, 2, CLASSES);
    Tensor labels = Tensor.zeros(ROWS);
    for (int row = 0; row < ROWS; row++) {
      labels.set(row, row % 5 == 0 ? -100 : random.nextInt(CLASSES));
    }
    Tensor everyLabel = Tensor.zeros(ROWS);
    Tensor fewLabels = Tensor.full(numbers.shape(), -1);
    for (int row = 0; row < ROWS; row++) {
      everyLabel.set(row, random.nextInt(CLASSES));
      fewLabels.set(row * CLASSES, random.nextInt(CLASSES));
    }
    var none = Reduction.NONE;
    return Stream.of(
        of(new CrossEntropyLoss().withReduction(none), numbers, everyLabel),
        of(new CrossEntropyLoss().withWeight(weight).withReduction(none), numbers, labels),
        of(new CrossEntropyLoss().withLabelSmoothing(0.1).withReduction(none), numbers, labels),
        of(new CrossEntropyLoss().withReduction(none), numbers, probabilities),
        of(new NLLLoss().withReduction(none), numbers, labels),
        of(new MSELoss().withReduction(none), numbers, others),
        of(new L1Loss().withReduction(none), numbers, others),
        of(new SmoothL1Loss().withReduction(none), numbers, others),
        of(new HuberLoss().withReduction(none), numbers, others),
        of(new BCELoss().withWeight(weight).withReduction(none), probabilities, probabilities),
        of(new BCEWithLogitsLoss().withPosWeight(weight).withReduction(none), numbers, signs),
        of(new KLDivLoss().withReduction(none), numbers, probabilities),
        of(new KLDivLoss().withLogTarget().withReduction(none), numbers, others),
        of(new PoissonNLLLoss().withFull().withReduction(none), numbers, probabilities),
        of(new HingeEmbeddingLoss().withReduction(none), numbers, signs),
        of(new SoftMarginLoss().withReduction(none), numbers, signs),
        of(new MultiMarginLoss().withReduction(none), numbers, everyLabel),
        of(new MultiLabelMarginLoss().withReduction(none), numbers, fewLabels),
        of(new MultiLabelSoftMarginLoss().withReduction(none), numbers, probabilities),
        of(new MarginRankingLoss().withReduction(none), 2, numbers, others, signs),
        of(new CosineEmbeddingLoss().withReduction(none), 2, numbers, others, rowSigns),
        of(new TripletMarginLoss().withSwap().withReduction(none), 3, numbers, others, signs),
        of(new TripletMarginLoss().withP(2.5).withReduction(none), 3, numbers, others, signs),
        of(new GaussianNLLLoss().withReduction(none), 1, numbers, others, probabilities));
  }

  private static Problem of(Loss loss, Tensor prediction, Tensor target) {
    return new Problem(
        loss.getClass().getSimpleName() + target.shape(),
        engine -> {
          Loss.Cost cost = loss.bind(prediction.shape(), target.shape(), engine);
          List<Tensor> outcome = List.of(cost.losses(), cost.gradient());
          return () -> {
            cost.forward(prediction, target);
            return outcome;
          };
        });
  }

  private static Problem of(TernaryLoss loss, int gradients, Tensor a, Tensor b, Tensor c) {
    return new Problem(
        loss.getClass().getSimpleName(),
        engine -> {
          TernaryLoss.Cost cost = loss.bind(a.shape(), c.shape(), engine);
          var outcome = new ArrayList<Tensor>(List.of(cost.losses()));
          for (int i = 0; i < gradients; i++) {
            outcome.add(cost.gradient(i));
          }
          return () -> {
            cost.forward(a, b, c);
            return outcome;
          };
        });
  }

  @ParameterizedTest
  @MethodSource("problems")
  void theEngineDoesNotShow(Problem problem) {
    try (Engine one = Engine.create(1);
        Engine three = Engine.create(3);
        Engine scalar = Engine.on(new ScalarKernels(), 2)) {
      int[][] expected = bits(problem, one);
      assertThat(bits(problem, three)).isDeepEqualTo(expected);
      assertThat(bits(problem, scalar)).isDeepEqualTo(expected);
    }
  }

  private static int[][] bits(Problem problem, Engine engine) {
    return problem.binder().apply(engine).forward().stream()
        .map(Tensor::toArray)
        .map(LossReproducibilityTest::bits)
        .toArray(int[][]::new);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
    return bits;
  }

  @ParameterizedTest
  @MethodSource("problems")
  void allocatesNothing(Problem problem) {
    try (Engine engine = Engine.create(1)) {
      Run run = problem.binder().apply(engine);
      SteadyState.assertAllocatesNothing(
          "20 forwards",
          () -> {
            for (int i = 0; i < 20; i++) {
              run.forward();
            }
          });
    }
  }
}
