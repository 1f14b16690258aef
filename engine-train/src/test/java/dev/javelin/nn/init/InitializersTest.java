package dev.javelin.nn.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Initializer;
import dev.javelin.formula.Expr;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class InitializersTest {
  /** 20,000 draws: a mean is off by more than 5 / sqrt(20,000) deviations once in two million. */
  private static final double FIVE_SIGMA = 5 / Math.sqrt(20_000);

  @Test
  void normal() {
    assertMoments(Initializers.normal(3, 2), 3, 2);
    assertMoments(Initializers.normal(), 0, 1);
  }

  @Test
  void uniformFamilies() {
    // A uniform distribution within +-b has the deviation b / sqrt(3).
    assertMoments(Initializers.uniform(-1, 3), 1, 2 / Math.sqrt(3));
    assertMoments(Initializers.xavierUniform(), 0, Math.sqrt(6.0 / 300) / Math.sqrt(3));
    assertMoments(Initializers.kaimingUniform(0), 0, Math.sqrt(6.0 / 100) / Math.sqrt(3));
    assertMoments(
        Initializers.kaimingUniform(Math.sqrt(5)), 0, Math.sqrt(1.0 / 100) / Math.sqrt(3));
  }

  @Test
  void staysInsideItsBounds() {
    for (float value : drawn(Initializers.xavierUniform()).toArray()) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo((float) Math.sqrt(6.0 / 300));
    }
  }

  @Test
  void normalFamilies() {
    assertMoments(Initializers.xavierNormal(2), 0, 2 * Math.sqrt(2.0 / 300));
    assertMoments(Initializers.kaimingNormal(0), 0, Math.sqrt(2.0 / 100));
    assertMoments(
        Initializers.kaimingNormal(0, FanMode.FAN_OUT, Nonlinearity.TANH),
        0,
        5.0 / 3 / Math.sqrt(200));
    assertMoments(
        Initializers.kaimingUniform(0.5, FanMode.FAN_OUT, Nonlinearity.LEAKY_RELU),
        0,
        Math.sqrt(2 / 1.25) / Math.sqrt(200));
    assertMoments(Initializers.xavierUniform(3), 0, 3 * Math.sqrt(2.0 / 300));
  }

  /**
   * Kolmogorov and Smirnov: the largest distance of n draws' distribution from theory exceeds c /
   * sqrt(n) with probability 2 exp(-2 c^2), for c = 2.5 once in 130,000.
   */
  @Test
  void distributionsAreThoseOfTheory() {
    assertDistribution(Initializers.uniform(), x -> x);
    assertDistribution(Initializers.normal(3, 2), x -> phi((x - 3) / 2));
    assertDistribution(Initializers.xavierUniform(), x -> (x / Math.sqrt(6.0 / 300) + 1) / 2);
    assertDistribution(Initializers.kaimingNormal(0), x -> phi(x / Math.sqrt(2.0 / 100)));
  }

  @Test
  void normalCutOffAnywhere() {
    assertTruncated(0, 1, -2, 2);
    assertTruncated(1, 2, 0.5, 1.5); // narrow
    assertTruncated(0, 1, 1, 10); // a tail
    assertTruncated(0, 1, -3, -2.5); // a narrow one, on the other side
    assertTruncated(5, 0.5, -10, 5.2);
    double[] values = values(drawn(Initializers.truncatedNormal()));
    // 1 - 4 phi(2) / (2 Phi(2) - 1) = 0.7741.
    double squares = 0;
    for (double value : values) {
      squares += value * value / values.length;
    }
    assertThat(squares).isCloseTo(0.7741, within(FIVE_SIGMA));
  }

  private static void assertTruncated(double mean, double deviation, double a, double b) {
    double below = phi((a - mean) / deviation);
    double mass = phi((b - mean) / deviation) - below;
    var initializer = Initializers.truncatedNormal(mean, deviation, a, b);
    assertDistribution(initializer, x -> (phi((x - mean) / deviation) - below) / mass);
    for (double value : values(drawn(initializer))) {
      assertThat(value).isBetween((double) (float) a, (double) (float) b);
    }
  }

  /** The distribution of the standard normal. */
  private static double phi(double x) {
    return (1 + Expr.input(0).erf().inDouble(new double[] {x / Math.sqrt(2)}, new double[0])) / 2;
  }

  private static void assertDistribution(
      Initializer initializer, DoubleUnaryOperator distribution) {
    double[] values = values(drawn(initializer));
    Arrays.sort(values);
    double distance = 0;
    for (int i = 0; i < values.length; i++) {
      double expected = distribution.applyAsDouble(values[i]);
      double above = Math.abs(expected - (double) i / values.length);
      double below = Math.abs(expected - (i + 1.0) / values.length);
      distance = Math.max(distance, Math.max(above, below));
    }
    assertThat(distance).isLessThan(2.5 / Math.sqrt(values.length));
  }

  @Test
  void gains() {
    for (Nonlinearity one :
        List.of(Nonlinearity.LINEAR, Nonlinearity.SIGMOID, Nonlinearity.CONV_TRANSPOSE3D)) {
      assertThat(Initializers.calculateGain(one)).isEqualTo(1);
    }
    assertThat(Initializers.calculateGain(Nonlinearity.TANH)).isEqualTo(5.0 / 3);
    assertThat(Initializers.calculateGain(Nonlinearity.RELU)).isEqualTo(Math.sqrt(2));
    assertThat(Initializers.calculateGain(Nonlinearity.SELU)).isEqualTo(0.75);
    assertThat(Initializers.calculateGain(Nonlinearity.LEAKY_RELU))
        .isEqualTo(Math.sqrt(2 / (1 + 1e-4)));
    assertThat(Initializers.calculateGain(Nonlinearity.LEAKY_RELU, 1)).isEqualTo(1);
  }

  @Test
  void constants() {
    assertThat(drawn(Initializers.constant(0.25)).toArray()).containsOnly(0.25f);
    assertThat(drawn(Initializers.ones()).toArray()).containsOnly(1);
    assertThat(filled(Initializers.zeros(), Tensor.full(Shape.of(3), 7)).toArray()).containsOnly(0);
    assertThat(filled(Initializers.eye(), Tensor.full(Shape.of(2, 3), 7)).toArray())
        .containsExactly(1, 0, 0, 0, 1, 0);
  }

  @Test
  void diracPassesChannelsOn() {
    // Kernels of 3: the middle is at 1. Three outputs of two inputs: the third sees none.
    assertThat(filled(Initializers.dirac(), Tensor.zeros(3, 2, 3)).toArray())
        .containsExactly(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
    // Two groups of two outputs, kernels of 2 x 2, whose middle is (1, 1).
    float[] grouped = filled(Initializers.dirac(2), Tensor.zeros(4, 2, 2, 2)).toArray();
    int[] ones = IntStream.range(0, grouped.length).filter(i -> grouped[i] == 1).toArray();
    assertThat(ones).containsExactly(3, 8 + 7, 16 + 3, 24 + 7);
    assertThatThrownBy(() -> filled(Initializers.dirac(3), Tensor.zeros(4, 2, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 outputs");
  }

  @Property(tries = 30)
  void orthogonal(
      @ForAll @IntRange(min = 1, max = 30) int rows,
      @ForAll @IntRange(min = 1, max = 30) int columns,
      @ForAll long seed) {
    Tensor weight = Tensor.zeros(rows, columns);
    Initializers.orthogonal(2).fill(weight, new RandomStream(seed, 0));
    boolean byRows = rows < columns;
    int count = Math.min(rows, columns);
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        double dot = 0;
        for (int i = 0; i < Math.max(rows, columns); i++) {
          dot +=
              byRows
                  ? (double) weight.get(a * columns + i) * weight.get(b * columns + i)
                  : (double) weight.get(i * columns + a) * weight.get(i * columns + b);
        }
        // Each of 30 numbers below 2 is rounded by 2^-24 of it.
        assertThat(dot).isCloseTo(a == b ? 4 : 0, within(30 * 4 * 0x1p-23));
      }
    }
    // R's diagonal is positive: the first vector has the sign of the first draws.
    assertThat(Math.signum(weight.get(0)))
        .isEqualTo((float) Math.signum(new RandomStream(seed, 0).nextGaussian()));
  }

  @Test
  void sparseHasZerosInEachColumn() {
    Tensor weight = filled(Initializers.sparse(0.15, 3), Tensor.zeros(50, 400));
    double squares = 0;
    for (int column = 0; column < 400; column++) {
      int zeros = 0;
      for (int row = 0; row < 50; row++) {
        float value = weight.get(row * 400 + column);
        zeros += value == 0 ? 1 : 0;
        squares += value * value;
      }
      assertThat(zeros).as("7.5 of 50, rounded up").isEqualTo(8);
    }
    // 16,800 squares of deviation sqrt(2), in units of 9.
    assertThat(squares / (42 * 400) / 9).isCloseTo(1, within(5 * Math.sqrt(2.0 / 16_800)));
  }

  @Test
  void ranksAndRangesAreChecked() {
    assertRefused(Initializers.eye(), 2, 2, 2);
    assertRefused(Initializers.dirac(), 2, 2);
    assertRefused(Initializers.orthogonal(), 5);
    assertRefused(Initializers.sparse(0.5), 5);
    assertRefused(Initializers.xavierNormal(), 5);
    assertRefused(Initializers.kaimingNormal(0), 5);
    assertThatThrownBy(() -> Initializers.sparse(1.5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Initializers.truncatedNormal(0, 1, 2, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(Initializer initializer, int... dims) {
    Tensor weight = Tensor.zeros(dims);
    assertThatThrownBy(() -> filled(initializer, weight))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(weight.shape().toString());
  }

  private static Tensor filled(Initializer initializer, Tensor weight) {
    initializer.fill(weight, new RandomStream(42, 0));
    return weight;
  }

  private static double[] values(Tensor tensor) {
    return IntStream.range(0, tensor.size()).mapToDouble(tensor::get).toArray();
  }

  @Test
  void fansNeedAMatrix() {
    assertThatThrownBy(
            () -> Initializers.xavierUniform().fill(Tensor.zeros(5), new RandomStream(1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[5]");
  }

  private static void assertMoments(Initializer initializer, double mean, double deviation) {
    Tensor drawn = drawn(initializer);
    double[] values = values(drawn);
    double average = IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / 20_000;
    double variance = 0;
    for (double value : values) {
      variance += (value - average) * (value - average) / values.length;
    }
    assertThat(average).isCloseTo(mean, within(FIVE_SIGMA * deviation));
    assertThat(Math.sqrt(variance)).isCloseTo(deviation, within(FIVE_SIGMA * deviation));
  }

  private static Tensor drawn(Initializer initializer) {
    Tensor weight = Tensor.zeros(200, 100);
    initializer.fill(weight, new RandomStream(42, 0));
    return weight;
  }
}
