package dev.javelin.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class HalfTurnTest {
  /** The reference's angle is rounded by 2^-52 of it, up to 100. */
  @Property
  void isTheCosine(@ForAll @Scale(9) @DoubleRange(min = -30, max = 30) double share) {
    assertThat(HalfTurn.cos(share))
        .isCloseTo(StrictMath.cos(Math.PI * share), within(100 * 0x1p-52));
  }

  @Property
  void isTheCosineWithinOneHalfTurn(@ForAll @Scale(9) @DoubleRange(min = 0, max = 1) double share) {
    assertThat(HalfTurn.cos(share)).isCloseTo(StrictMath.cos(Math.PI * share), within(0x1p-50));
  }

  @Test
  void quartersAreExact() {
    for (int turns = -2; turns <= 2; turns++) {
      assertThat(HalfTurn.cos(2.0 * turns)).isEqualTo(1);
      assertThat(HalfTurn.cos(2.0 * turns + 0.5)).isZero();
      assertThat(HalfTurn.cos(2.0 * turns + 1)).isEqualTo(-1);
    }
  }
}
