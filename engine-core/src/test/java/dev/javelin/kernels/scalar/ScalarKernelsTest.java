package dev.javelin.kernels.scalar;

import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.KernelsContract;

final class ScalarKernelsTest extends KernelsContract {
  @Override
  protected Kernels kernels() {
    return new ScalarKernels();
  }
}
