package dev.javelin.convolution;

import dev.javelin.kernels.Winograd;
import dev.javelin.tensor.Tensor;

/** Winograd's convolution of tensors' weights. */
record WinogradProduct(Winograd winograd) implements ImageProduct {
  @Override
  public void load(Tensor weights, Tensor bias) {
    winograd.load(
        weights.array(),
        weights.offset(),
        bias == null ? null : bias.array(),
        bias == null ? 0 : bias.offset());
  }

  @Override
  public int images() {
    return winograd.images();
  }

  @Override
  public Worker worker() {
    return winograd.worker()::run;
  }
}
