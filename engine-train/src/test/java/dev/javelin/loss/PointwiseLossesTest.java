package dev.javelin.loss;

import static dev.javelin.loss.LossAssert.assertLoss;
import static dev.javelin.loss.LossAssert.grid;
import static dev.javelin.loss.LossAssert.signs;
import static dev.javelin.loss.LossAssert.uniform;

import dev.javelin.Loss;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Losses of single elements against their definitions in double precision. */
class PointwiseLossesTest {
  private static final int TRIES = 30;

  /** Sizes and a seed, with what is drawn from it. */
  private record Draw(int batch, int features, RandomStream random) {
    Draw(int batch, int features, long seed) {
      this(batch, features, new RandomStream(seed, 0));
    }

    Tensor numbers() {
      return grid(random, 1, batch, features);
    }

    Tensor targets() {
      return grid(random, 0, batch, features);
    }

    Tensor between(double low, double high) {
      return uniform(random, low, high, batch, features);
    }

    int size() {
      return batch * features;
    }
  }

  private static void check(
      Function<Reduction, Loss> lossOf,
      Tensor prediction,
      Tensor target,
      DoubleBinaryOperator definition) {
    assertLoss(
        lossOf,
        prediction.size(),
        x ->
            IntStream.range(0, x[0].length)
                .mapToDouble(i -> definition.applyAsDouble(x[0][i], x[1][i]))
                .toArray(),
        prediction,
        target);
  }

  @Property(tries = TRIES)
  void squaredError(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int features,
      @ForAll long seed) {
    var draw = new Draw(batch, features, seed);
    check(
        new MSELoss()::withReduction, draw.numbers(), draw.targets(), (x, t) -> (x - t) * (x - t));
  }

  @Property(tries = TRIES)
  void absoluteError(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int features,
      @ForAll long seed) {
    var draw = new Draw(batch, features, seed);
    Tensor x = draw.numbers();
    Tensor t = draw.targets();
    DoubleBinaryOperator distance = (a, b) -> Math.abs(a - b);
    check(new L1Loss()::withReduction, x, t, distance);
    check(new SmoothL1Loss().withBeta(0)::withReduction, x, t, distance);
  }

  @Property(tries = TRIES)
  void parabolaBetweenLines(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int features,
      @ForAll long seed) {
    var draw = new Draw(batch, features, seed);
    Tensor x = draw.numbers();
    Tensor t = draw.targets();
    check(new SmoothL1Loss()::withReduction, x, t, smooth(1));
    check(new SmoothL1Loss().withBeta(0.5)::withReduction, x, t, smooth(0.5));
    check(new HuberLoss()::withReduction, x, t, smooth(1));
    check(
        new HuberLoss().withDelta(1.5)::withReduction,
        x,
        t,
        (a, b) -> 1.5 * smooth(1.5).applyAsDouble(a, b));
  }

  private static DoubleBinaryOperator smooth(double beta) {
    return (x, t) -> {
      double d = Math.abs(x - t);
      return d < beta ? d * d / (2 * beta) : d - beta / 2;
    };
  }

  @Property(tries = TRIES)
  void binaryCrossEntropy(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int features,
      @ForAll long seed) {
    var draw = new Draw(batch, features, seed);
    Tensor p = draw.between(0.02, 0.98);
    Tensor t = draw.between(0, 1);
    check(
        new BCELoss()::withReduction, p, t, (x, y) -> -y * Math.log(x) - (1 - y) * Math.log(1 - x));
    Tensor weight = uniform(draw.random(), 0, 2, batch, 1);
    assertLoss(
        new BCELoss().withWeight(weight)::withReduction,
        draw.size(),
        x ->
            IntStream.range(0, draw.size())
                .mapToDouble(
                    i ->
                        -weight.get(i / features)
                            * (x[1][i] * Math.log(x[0][i]) + (1 - x[1][i]) * Math.log(1 - x[0][i])))
                .toArray(),
        p,
        t);
  }

  @Property(tries = TRIES)
  void binaryCrossEntropyOfLogits(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int features,
      @ForAll long seed) {
    var draw = new Draw(batch, features, seed);
    Tensor x = draw.between(-8, 8);
    Tensor t = draw.between(0, 1);
    Tensor weight = uniform(draw.random(), 0, 2, batch, features);
    Tensor positive = uniform(draw.random(), 0, 3, features);
    Tensor one = Tensor.full(weight.shape(), 1);
    Tensor ones = Tensor.full(positive.shape(), 1);
    var plain = new BCEWithLogitsLoss();
    checkLogits(plain, one, ones, x, t);
    checkLogits(plain.withWeight(weight), weight, ones, x, t);
    checkLogits(plain.withPosWeight(positive), one, positive, x, t);
    checkLogits(plain.withPosWeight(positive).withWeight(weight), weight, positive, x, t);
  }

  private static void checkLogits(
      BCEWithLogitsLoss loss, Tensor weight, Tensor positive, Tensor logits, Tensor targets) {
    assertLoss(
        loss::withReduction,
        logits.size(),
        x -> {
          double[] losses = new double[logits.size()];
          for (int i = 0; i < losses.length; i++) {
            double ifTrue = Math.log1p(Math.exp(-x[0][i]));
            double ifFalse = Math.log1p(Math.exp(x[0][i]));
            double q = positive.get(i % positive.size());
            losses[i] = weight.get(i) * (q * x[1][i] * ifTrue + (1 - x[1][i]) * ifFalse);
          }
          return losses;
        },
        logits,
        targets);
  }

  @Property(tries = TRIES)
  void divergence(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int features,
      @ForAll long seed) {
    var draw = new Draw(batch, features, seed);
    Tensor x = draw.between(-5, 0);
    Tensor t = draw.between(0, 1);
    t.set(0, 0);
    DoubleBinaryOperator definition = (a, b) -> b == 0 ? 0 : b * (Math.log(b) - a);
    check(new KLDivLoss()::withReduction, x, t, definition);
    Tensor log = draw.between(-5, 0);
    check(new KLDivLoss().withLogTarget()::withReduction, x, log, (a, b) -> Math.exp(b) * (b - a));
  }

  @Property(tries = TRIES)
  void counts(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int features,
      @ForAll long seed) {
    var draw = new Draw(batch, features, seed);
    Tensor t = Tensor.zeros(batch, features);
    for (int i = 0; i < t.size(); i++) {
      t.set(i, draw.random().nextInt(5));
    }
    DoubleBinaryOperator stirling =
        (x, y) -> y > 1 ? y * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI * y) : 0;
    Tensor log = draw.between(-2, 2);
    DoubleBinaryOperator ofLog = (x, y) -> Math.exp(x) - y * x;
    check(new PoissonNLLLoss()::withReduction, log, t, ofLog);
    check(
        new PoissonNLLLoss().withFull()::withReduction,
        log,
        t,
        (x, y) -> ofLog.applyAsDouble(x, y) + stirling.applyAsDouble(x, y));
    Tensor mean = draw.between(0.2, 5);
    check(
        new PoissonNLLLoss().withLogInput(false).withEps(0.125).withFull()::withReduction,
        mean,
        t,
        (x, y) -> x - y * Math.log(x + 0.125) + stirling.applyAsDouble(x, y));
  }

  @Property(tries = TRIES)
  void margins(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int features,
      @ForAll long seed) {
    var draw = new Draw(batch, features, seed);
    Tensor x = draw.numbers();
    Tensor y = signs(draw.random(), batch, features);
    check(new SoftMarginLoss()::withReduction, x, y, (a, b) -> Math.log1p(Math.exp(-a * b)));
    check(new HingeEmbeddingLoss()::withReduction, x, y, (a, b) -> b == 1 ? a : Math.max(0, 1 - a));
    check(
        new HingeEmbeddingLoss().withMargin(0.5)::withReduction,
        x,
        y,
        (a, b) -> b == 1 ? a : Math.max(0, 0.5 - a));
  }
}
