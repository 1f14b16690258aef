package dev.javelin.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class UniformNoiseTest {
  @Property(tries = 100)
  void partsGiveTheSameNumbersAsTheWhole(
      @ForAll long seed,
      @ForAll @LongRange(min = 0, max = 0xFFFFFFFFL) long draw,
      @ForAll @IntRange(min = 1, max = 1500) int length,
      @ForAll @IntRange(min = 0, max = 5) int chunks) {
    float[] whole = new float[length + 3];
    new RandomStream(seed, 1).noise().fill(draw, 0, length, whole, 2);
    float[] parts = new float[length + 3];
    int middle = Math.min(length, chunks * UniformNoise.CHUNK);
    UniformNoise noise = new RandomStream(seed, 1).noise();
    noise.fill(draw, middle, length, parts, 2);
    noise.fill(draw, 0, middle, parts, 2);
    assertThat(parts).isEqualTo(whole);
    assertThat(parts[0] + parts[1] + parts[length + 2]).as("outside").isZero();
  }

  /** The first draw has the numbers that the stream gives in order, each chunk's word by word. */
  @Test
  void numbersAreThoseOfTheStream() {
    float[] noise = new float[2 * UniformNoise.CHUNK];
    new RandomStream(7, 3).noise().fill(0, 0, noise.length, noise, 0);
    var stream = new RandomStream(7, 3);
    for (int i = 0; i < noise.length; i++) {
      int chunk = i / 256 * 256;
      int place = i % 4 * 64 + i % 256 / 4;
      assertThat(noise[chunk + place]).isEqualTo(stream.nextFloat());
    }
  }

  @Test
  void drawsDiffer() {
    float[] numbers = new float[3000];
    UniformNoise noise = new RandomStream(7, 3).noise();
    for (int draw = 0; draw < 3; draw++) {
      noise.fill(draw, 0, 1000, numbers, 1000 * draw);
    }
    // Of 3,000 multiples of 2^-24, 0.27 pairs are expected to be equal by chance.
    long distinct = Arrays.stream(toDouble(numbers)).distinct().count();
    assertThat(distinct).isGreaterThan(2990);
  }

  private static double[] toDouble(float[] numbers) {
    double[] copy = new double[numbers.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = numbers[i];
    }
    return copy;
  }
}
