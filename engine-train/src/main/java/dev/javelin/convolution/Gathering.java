package dev.javelin.convolution;

import dev.javelin.kernels.Convolution;
import dev.javelin.kernels.Kernels;
import dev.javelin.tensor.Tensor;

/** From the wide side to the narrow one, which takes a term from wherever a tap stands. */
final class Gathering implements GridProduct {
  private final Geometry geometry;
  private final Patch patch;
  // One for each group.
  private final Convolution[] convolutions;

  Gathering(Kernels kernels, Geometry geometry) {
    this.geometry = geometry;
    patch = geometry.gathered();
    convolutions = new Convolution[geometry.groups()];
    for (int g = 0; g < convolutions.length; g++) {
      convolutions[g] = kernels.convolution(geometry.gathering());
    }
  }

  @Override
  public int scratchLength() {
    return Math.multiplyExact(geometry.narrowChannels(), geometry.narrowPlane());
  }

  @Override
  public void load(Tensor weights, Tensor bias) {
    int rows = geometry.narrowPerGroup();
    for (int g = 0; g < convolutions.length; g++) {
      convolutions[g].load(
          weights.array(),
          weights.offset() + g * rows * geometry.weightStride(),
          bias == null ? null : bias.array(),
          bias == null ? 0 : bias.offset() + g * rows);
    }
  }

  @Override
  public void run(float[] grid, float[] scratch, float[] image, int imageOffset) {
    int plane = geometry.narrowPlane();
    int inputs = geometry.widePerGroup() * geometry.wideChannelStride();
    int results = geometry.narrowPerGroup() * plane;
    for (int g = 0; g < convolutions.length; g++) {
      convolutions[g].run(grid, g * inputs, scratch, g * results);
    }
    patch.toImage(geometry.narrowChannels(), scratch, 0, plane, image, imageOffset);
  }
}
