package dev.javelin.loss;

import static dev.javelin.loss.LossAssert.assertLoss;
import static dev.javelin.loss.LossAssert.grid;
import static dev.javelin.loss.LossAssert.signs;
import static dev.javelin.loss.LossAssert.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Losses of three tensors against their definitions in double precision. */
class TernaryLossesTest {
  private static final int TRIES = 30;
  private static final double FROM_KINK = 1e-4;

  @Property(tries = TRIES)
  void marginRanking(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int features,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Tensor x1 = grid(random, 1, batch, features);
    Tensor x2 = grid(random, 0, batch, features);
    Tensor y = signs(random, batch, features);
    for (double margin : new double[] {0, 0.5}) {
      assertLoss(
          new MarginRankingLoss().withMargin(margin)::withReduction,
          batch * features,
          new boolean[] {true, true, false},
          x ->
              IntStream.range(0, batch * features)
                  .mapToDouble(i -> Math.max(0, -x[2][i] * (x[0][i] - x[1][i]) + margin))
                  .toArray(),
          x1,
          x2,
          y);
    }
  }

  @Property(tries = TRIES)
  void gaussian(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int features,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Tensor mean = grid(random, 1, batch, features);
    Tensor target = grid(random, 0, batch, features);
    Tensor own = uniform(random, 0.3, 2, batch, features);
    Tensor shared = uniform(random, 0.3, 2, batch, 1);
    var plain = new GaussianNLLLoss();
    checkGaussian(plain, 0, mean, target, own);
    checkGaussian(plain.withFull(), 0.5 * Math.log(2 * Math.PI), mean, target, own);
    checkGaussian(plain, 0, mean, target, shared);
    checkGaussian(plain, 0, mean, target, Tensor.of(shared.toArray(), batch));
    checkGaussian(plain, 0, mean, target, Tensor.of(new float[] {shared.get(0)}));
  }

  private static void checkGaussian(
      GaussianNLLLoss loss, double constant, Tensor mean, Tensor target, Tensor variance) {
    int run = mean.size() / variance.size();
    assertLoss(
        loss::withReduction,
        mean.size(),
        new boolean[] {true, false, true},
        x ->
            IntStream.range(0, mean.size())
                .mapToDouble(
                    i -> {
                      double v = x[2][i / run];
                      double error = x[0][i] - x[1][i];
                      return 0.5 * (Math.log(v) + error * error / v) + constant;
                    })
                .toArray(),
        mean,
        target,
        variance);
  }

  @Property(tries = TRIES)
  void cosineEmbedding(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int length,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Tensor x1 = uniform(random, -1, 1, batch, length);
    Tensor x2 = uniform(random, -1, 1, batch, length);
    // A gradient grows without bound as its vector shrinks.
    for (int row = 0; row < batch; row++) {
      x1.set(row * length, x1.get(row * length) < 0 ? -0.5f : 0.5f);
      x2.set(row * length, x2.get(row * length) < 0 ? -0.5f : 0.5f);
    }
    Tensor y = signs(random, batch);
    for (double margin : new double[] {0, 0.25}) {
      for (int row = 0; row < batch; row++) {
        double cosine = cosine(LossAssert.toDouble(x1), LossAssert.toDouble(x2), row, length);
        Assume.that(Math.abs(cosine - margin) > FROM_KINK);
      }
      assertLoss(
          new CosineEmbeddingLoss().withMargin(margin)::withReduction,
          batch,
          new boolean[] {true, true, false},
          x ->
              IntStream.range(0, batch)
                  .mapToDouble(
                      row -> {
                        double cosine = cosine(x[0], x[1], row, length);
                        return x[2][row] == 1 ? 1 - cosine : Math.max(0, cosine - margin);
                      })
                  .toArray(),
          x1,
          x2,
          y);
    }
  }

  private static double cosine(double[] a, double[] b, int row, int length) {
    double product = 0;
    double squareA = 1e-12;
    double squareB = 1e-12;
    for (int i = row * length; i < (row + 1) * length; i++) {
      product += a[i] * b[i];
      squareA += a[i] * a[i];
      squareB += b[i] * b[i];
    }
    return product / Math.sqrt(squareA * squareB);
  }

  @Property(tries = TRIES)
  void tripletMargin(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 15) int length,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Tensor anchor = grid(random, 1, batch, length);
    Tensor positive = grid(random, 0, batch, length);
    Tensor negative = grid(random, -1, batch, length);
    for (double p : new double[] {1, 1.5, 2, 3, Double.POSITIVE_INFINITY}) {
      for (boolean swap : new boolean[] {false, true}) {
        var triplet = new Triplet(batch, length, 0.75, p, swap);
        double[][] inputs = {
          LossAssert.toDouble(anchor), LossAssert.toDouble(positive), LossAssert.toDouble(negative)
        };
        for (int row = 0; row < batch; row++) {
          Assume.that(Math.abs(triplet.behind(inputs, row)) > FROM_KINK);
          Assume.that(!swap || Math.abs(triplet.difference(inputs, row)) > FROM_KINK);
        }
        var loss = new TripletMarginLoss().withMargin(0.75).withP(p);
        assertLoss(
            (swap ? loss.withSwap() : loss)::withReduction,
            batch,
            new boolean[] {true, true, true},
            x ->
                IntStream.range(0, batch)
                    .mapToDouble(row -> Math.max(0, triplet.behind(x, row)))
                    .toArray(),
            anchor,
            positive,
            negative);
      }
    }
  }

  /** Where the anchor is infinitely far from both, only a swap would look at their distance. */
  @Test
  void tripletWithoutSwapHasNoGradientBetweenPositiveAndNegative() {
    Tensor anchor = Tensor.of(new float[] {Float.POSITIVE_INFINITY, 0}, 1, 2);
    Tensor positive = Tensor.of(new float[] {0, 0}, 1, 2);
    Tensor negative = Tensor.of(new float[] {1, 2}, 1, 2);
    TernaryLoss.Cost cost = new TripletMarginLoss().forward(anchor, positive, negative);
    assertThat(cost.value()).isNaN();
    assertThat(cost.gradient(1).get(1)).isZero();
    assertThat(cost.gradient(2).get(1)).isZero();
  }

  /** As in PyTorch, the largest differences share the slope, infinite ones too. */
  @Test
  void tripletOfInfiniteDegreeHasAGradientAtInfinity() {
    Tensor anchor = Tensor.of(new float[] {0, 0, 0}, 1, 3);
    Tensor positive =
        Tensor.of(new float[] {Float.POSITIVE_INFINITY, 5, Float.NEGATIVE_INFINITY}, 1, 3);
    Tensor negative = Tensor.of(new float[] {1, 2, 3}, 1, 3);
    TernaryLoss.Cost cost =
        new TripletMarginLoss().withP(Double.POSITIVE_INFINITY).forward(anchor, positive, negative);
    assertThat(cost.value()).isInfinite();
    assertThat(cost.gradient(1).toArray()).containsExactly(0.5f, 0, -0.5f);
  }

  private record Triplet(int batch, int length, double margin, double p, boolean swap) {
    double behind(double[][] x, int row) {
      double far = distance(x[0], x[2], row);
      if (swap) {
        far = Math.min(far, distance(x[1], x[2], row));
      }
      return margin + distance(x[0], x[1], row) - far;
    }

    /** Of the two distances that the swap chooses from. */
    double difference(double[][] x, int row) {
      return distance(x[0], x[2], row) - distance(x[1], x[2], row);
    }

    private double distance(double[] a, double[] b, int row) {
      double sum = 0;
      double largest = 0;
      for (int i = row * length; i < (row + 1) * length; i++) {
        double size = Math.abs(a[i] - b[i] + 1e-6);
        sum += Math.pow(size, p);
        largest = Math.max(largest, size);
      }
      return Double.isInfinite(p) ? largest : Math.pow(sum, 1 / p);
    }
  }
}
