package dev.javelin.simd;

import dev.javelin.kernels.ChannelsLastContract;
import dev.javelin.kernels.Kernels;

final class VectorChannelsLastTest extends ChannelsLastContract {
  @Override
  protected Kernels kernels() {
    return new VectorKernels();
  }
}
