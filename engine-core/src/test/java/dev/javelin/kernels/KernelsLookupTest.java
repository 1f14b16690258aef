package dev.javelin.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Without a provider on the path. */
final class KernelsLookupTest {
  @Test
  void scalarCanBeForced() {
    assertThat(KernelsLookup.choose("scalar").name()).isEqualTo("scalar");
  }

  @Test
  void fallsBackToScalar() {
    assertThat(KernelsLookup.choose("").name()).isEqualTo("scalar");
  }

  @Test
  void forcedKernelsThatAreMissingAreAnError() {
    assertThatThrownBy(() -> KernelsLookup.choose("vector"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("-Djavelin.kernels=vector")
        .hasMessageContaining("engine-simd");
  }

  @Test
  void anUnknownNameIsAnError() {
    assertThatThrownBy(() -> KernelsLookup.choose("quantum"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("quantum");
  }

  @Test
  void kernelsAreChosenOnce() {
    assertThat(KernelsLookup.kernels()).isSameAs(KernelsLookup.kernels());
  }
}
