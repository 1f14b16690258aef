package dev.javelin.kernels.scalar;

import dev.javelin.kernels.ChannelsLastContract;
import dev.javelin.kernels.Kernels;

final class ScalarChannelsLastTest extends ChannelsLastContract {
  @Override
  protected Kernels kernels() {
    return new ScalarKernels();
  }
}
