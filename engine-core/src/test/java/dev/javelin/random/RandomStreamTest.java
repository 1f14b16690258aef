package dev.javelin.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RandomStreamTest {
  private static final int COUNT = 100_000;
  // Five standard errors: a right generator fails one seed in a million, and the seed is fixed.
  private static final double ERRORS = 5 / Math.sqrt(COUNT);

  @Test
  void uniformNumbersHaveTheirMoments() {
    var random = new RandomStream(1, 0);
    double[] x = IntStream.range(0, COUNT).mapToDouble(i -> random.nextFloat()).toArray();
    assertThat(Arrays.stream(x).allMatch(value -> value >= 0 && value < 1)).isTrue();
    assertThat(moment(x, 1)).isCloseTo(1.0 / 2, within(ERRORS * Math.sqrt(1.0 / 12)));
    assertThat(moment(x, 2)).isCloseTo(1.0 / 3, within(ERRORS * Math.sqrt(1.0 / 5 - 1.0 / 9)));
  }

  @Test
  void gaussianNumbersHaveTheirMoments() {
    var random = new RandomStream(1, 0);
    double[] x = IntStream.range(0, COUNT).mapToDouble(i -> random.nextGaussian()).toArray();
    assertThat(moment(x, 1)).isCloseTo(0, within(ERRORS));
    assertThat(moment(x, 2)).isCloseTo(1, within(ERRORS * Math.sqrt(2)));
    assertThat(moment(x, 3)).isCloseTo(0, within(ERRORS * Math.sqrt(15)));
    assertThat(moment(x, 4)).isCloseTo(3, within(ERRORS * Math.sqrt(96)));
  }

  private static double moment(double[] x, int power) {
    double sum = 0;
    for (double value : x) {
      sum += Math.pow(value, power);
    }
    return sum / x.length;
  }

  @Test
  void shuffledPlacesAreUniform() {
    var random = new RandomStream(1, 0);
    int[] firsts = new int[5];
    int[] order = new int[5];
    for (int i = 0; i < COUNT; i++) {
      random.shuffle(order);
      firsts[order[0]]++;
    }
    for (int count : firsts) {
      assertThat((double) count / COUNT).isCloseTo(0.2, within(ERRORS * Math.sqrt(0.2 * 0.8)));
    }
  }

  @Property(tries = 100)
  void shuffleGivesAPermutation(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 300) int length) {
    int[] order = new int[length];
    new RandomStream(seed, 0).shuffle(order);
    assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, length).toArray());
  }

  @Property(tries = 100)
  void aStreamIsAFunctionOfSeedAndNumber(@ForAll long seed, @ForAll long stream) {
    long[] numbers = numbers(seed, stream);
    assertThat(numbers(seed, stream)).isEqualTo(numbers);
    assertThat(numbers(seed, stream + 1)).isNotEqualTo(numbers);
    assertThat(numbers(seed + 1, stream)).isNotEqualTo(numbers);
  }

  private static long[] numbers(long seed, long stream) {
    var random = new RandomStream(seed, stream);
    return IntStream.range(0, 5).mapToLong(i -> random.nextLong()).toArray();
  }

  @Test
  void seedHandsOutStreamsInOrder() {
    var seed = new Seed(7);
    assertThat(seed.value()).isEqualTo(7);
    assertThat(seed.nextStream().nextLong()).isEqualTo(new RandomStream(7, 0).nextLong());
    assertThat(seed.nextStream().nextLong()).isEqualTo(new RandomStream(7, 1).nextLong());
  }
}
