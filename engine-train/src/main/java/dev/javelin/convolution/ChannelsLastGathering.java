package dev.javelin.convolution;

import dev.javelin.kernels.ChannelsLastConvolutionShape;
import dev.javelin.kernels.Convolution;
import dev.javelin.kernels.Kernels;
import dev.javelin.tensor.Tensor;

/** As {@link Gathering}, of one group and with channels last. */
final class ChannelsLastGathering implements GridProduct {
  private final Convolution convolution;

  ChannelsLastGathering(Kernels kernels, ChannelsLastConvolutionShape shape) {
    convolution = kernels.channelsLastConvolution(shape);
  }

  @Override
  public int scratchLength() {
    return convolution.scratchLength();
  }

  @Override
  public void load(Tensor weights, Tensor bias) {
    convolution.load(
        weights.array(),
        weights.offset(),
        bias == null ? null : bias.array(),
        bias == null ? 0 : bias.offset());
  }

  @Override
  public void run(int group, float[] grid, float[] scratch, float[] image, int imageOffset) {
    convolution.run(grid, 0, image, imageOffset, scratch);
  }
}
