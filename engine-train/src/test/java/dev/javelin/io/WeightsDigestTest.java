package dev.javelin.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.Parameter;
import dev.javelin.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightsDigestTest {
  @Test
  void isThatOfLittleEndianFloats() {
    // printf '\x00\x00\x80\x3f\x00\x00\x00\xc0' | sha256sum
    assertThat(WeightsDigest.sha256(List.of(parameter(1, -2))))
        .isEqualTo("ee4ac73c2bd27756ab82780f27c73a7bc4d3f0bb6acb37e008bc27eccd7e588b");
  }

  @Test
  void dependsOnEveryBit() {
    assertThat(WeightsDigest.sha256(List.of(parameter(0f))))
        .isNotEqualTo(WeightsDigest.sha256(List.of(parameter(-0f))));
  }

  private static Parameter parameter(float... values) {
    return new Parameter("weight", Tensor.of(values, values.length));
  }
}
