package dev.javelin.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class AgreementTest {
  private static final float[] EXPECTED = {100, -1, 0};

  @Test
  void allowsAShareOfTheLargestNumber() {
    float[] near = {100.001f, -1.001f, 0.001f};
    assertThatCode(() -> Agreement.check("product", EXPECTED, near)).doesNotThrowAnyException();
  }

  @Test
  void refusesMore() {
    float[] far = {100, -1, 0.01f};
    assertThatThrownBy(() -> Agreement.check("product", EXPECTED, far))
        .hasMessage("product: number 2 is 0.01, expected 0.0");
  }

  @Test
  void refusesNanAndOtherLengths() {
    float[] nan = {Float.NaN, -1, 0};
    assertThatThrownBy(() -> Agreement.check("product", EXPECTED, nan)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Agreement.check("product", EXPECTED, new float[2]))
        .hasMessage("product: 2 numbers, expected 3");
  }
}
