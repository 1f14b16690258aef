package dev.javelin.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CacheLinesTest {
  /** Any bits, those of a NaN too. */
  @Property(tries = 50)
  void aClaimChangesNoBit(
      @ForAll @IntRange(max = 40) int start,
      @ForAll @IntRange(max = 300) int count,
      @ForAll long seed) {
    int[] bits = new Random(seed).ints(start + count).toArray();
    float[] array = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      array[i] = Float.intBitsToFloat(bits[i]);
    }
    float[] claimed = array.clone();
    CacheLines.claim(claimed, start, count);
    for (int i = 0; i < bits.length; i++) {
      assertThat(Float.floatToRawIntBits(claimed[i]))
          .as("number %d", i)
          .isEqualTo(Float.floatToRawIntBits(array[i]));
    }
  }
}
