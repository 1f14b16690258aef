package dev.javelin.convolution;

import dev.javelin.kernels.Convolution;
import dev.javelin.kernels.Kernels;
import dev.javelin.tensor.Tensor;

/** From the wide side to the narrow one, which takes a term from wherever a tap stands. */
final class Gathering implements GridProduct {
  private final Geometry geometry;
  // One for each group.
  private final Convolution[] convolutions;

  Gathering(Kernels kernels, Geometry geometry) {
    this.geometry = geometry;
    convolutions = new Convolution[geometry.groups()];
    for (int g = 0; g < convolutions.length; g++) {
      convolutions[g] = kernels.convolution(geometry.gathering());
    }
  }

  @Override
  public int scratchLength() {
    return convolutions[0].scratchLength();
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
  public void run(int group, float[] grid, float[] scratch, float[] image, int imageOffset) {
    int results = geometry.narrowPerGroup() * geometry.gathering().rowStride();
    convolutions[group].run(grid, 0, image, imageOffset + group * results, scratch);
  }
}
