package dev.javelin.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class RangesTest {
  @Property(tries = 300)
  void partsCoverTheLengthInOrder(
      @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int length,
      @ForAll @IntRange(min = 1, max = 64) int parts,
      @ForAll @IntRange(min = 1, max = 64) int unit) {
    assertThat(Ranges.start(length, parts, 0, unit)).isZero();
    assertThat(Ranges.start(length, parts, parts, unit)).isEqualTo(length);
    long fair = (length + (long) unit * parts) / parts;
    for (int part = 0; part < parts; part++) {
      int start = Ranges.start(length, parts, part, unit);
      int end = Ranges.start(length, parts, part + 1, unit);
      assertThat(start % unit == 0 || start == length).isTrue();
      assertThat(end).isGreaterThanOrEqualTo(start);
      assertThat((long) end - start).isLessThanOrEqualTo(fair + unit);
    }
  }
}
