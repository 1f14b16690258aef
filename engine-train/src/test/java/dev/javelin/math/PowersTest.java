package dev.javelin.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** Powers against {@link StrictMath#pow}, which is right to 2^-52. */
class PowersTest {
  @Property
  void anyExponent(
      @ForAll @Scale(9) @DoubleRange(min = 1e-6, max = 1e6) double base,
      @ForAll @Scale(9) @DoubleRange(min = -20, max = 20) double exponent) {
    double expected = StrictMath.pow(base, exponent);
    double units = 2 + Math.abs(exponent * Math.log(base));
    assertThat(Powers.pow(base, exponent)).isCloseTo(expected, within(expected * units * 0x1p-52));
  }

  @Property
  void wholeExponents(
      @ForAll @Scale(9) @DoubleRange(min = -1.01, max = 1.01) double base,
      @ForAll @IntRange(min = 0, max = 10_000) int exponent) {
    double expected = StrictMath.pow(base, exponent);
    double bound = Math.abs(expected) * (2 + exponent) * 0x1p-53 + Double.MIN_NORMAL;
    assertThat(Powers.intPow(base, exponent)).isCloseTo(expected, within(bound));
  }

  @Test
  void zerosAndOnes() {
    assertThat(Powers.pow(0, 0.5)).isZero();
    assertThat(Powers.pow(0, 0)).isEqualTo(1);
    assertThat(Powers.pow(1, 0.3)).isEqualTo(1);
    assertThat(Powers.pow(Double.POSITIVE_INFINITY, 0.5)).isInfinite();
    assertThat(Powers.pow(Double.NaN, 0.5)).isNaN();
    assertThat(Powers.intPow(0, 0)).isEqualTo(1);
    assertThat(Powers.intPow(0, 3)).isZero();
    assertThat(Powers.intPow(0.1, 1)).isEqualTo(0.1);
    assertThat(Powers.intPow(0.5, 1000)).isEqualTo(0x1p-1000);
  }
}
