package dev.javelin.convolution;

import dev.javelin.kernels.RowCopy;
import dev.javelin.tensor.Tensor;

/** Convolves images one by one, each group of channels copied to a grid. */
record GridImageProduct(RowCopy copy, int groups, ImageGrid grid, GridProduct product)
    implements ImageProduct {
  @Override
  public void load(Tensor weights, Tensor bias) {
    product.load(weights, bias);
  }

  @Override
  public int images() {
    return 1;
  }

  @Override
  public Worker worker() {
    float[] ofGroup = grid.allocate(1);
    float[] scratch = new float[product.scratchLength()];
    return (images, x, xOffset, y, yOffset) -> {
      for (int group = 0; group < groups; group++) {
        grid.fill(copy, x, xOffset + group * grid.length(), ofGroup, 0);
        product.run(group, ofGroup, scratch, y, yOffset);
      }
    };
  }
}
