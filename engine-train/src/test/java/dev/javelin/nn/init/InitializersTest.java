package dev.javelin.nn.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Initializer;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;
import java.util.stream.IntStream;
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
  void fansNeedAMatrix() {
    assertThatThrownBy(
            () -> Initializers.xavierUniform().fill(Tensor.zeros(5), new RandomStream(1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[5]");
  }

  private static void assertMoments(Initializer initializer, double mean, double deviation) {
    Tensor drawn = drawn(initializer);
    double[] values = IntStream.range(0, drawn.size()).mapToDouble(drawn::get).toArray();
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
