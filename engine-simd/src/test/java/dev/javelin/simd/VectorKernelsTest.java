package dev.javelin.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.KernelsContract;
import dev.javelin.kernels.KernelsLookup;
import net.jqwik.api.Example;

/** On the kernels that a user gets, so that a silent fallback to the scalar ones cannot pass. */
final class VectorKernelsTest extends KernelsContract {
  @Override
  protected Kernels kernels() {
    return KernelsLookup.kernels();
  }

  @Example
  void lookupChoosesTheVectorKernels() {
    assertThat(kernels()).isInstanceOf(VectorKernels.class);
    assertThat(kernels().name()).isEqualTo("vector-" + 32 * VectorSpec.LANES);
  }
}
