package dev.javelin.convolution;

import dev.javelin.tensor.Tensor;

/** Convolves images one by one, each copied to a grid. */
record GridImageProduct(ImageGrid grid, GridProduct product) implements ImageProduct {
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
    float[] ofImage = grid.allocate(1);
    float[] scratch = new float[product.scratchLength()];
    return (images, x, xOffset, y, yOffset) -> {
      grid.fill(x, xOffset, ofImage, 0);
      product.run(ofImage, scratch, y, yOffset);
    };
  }
}
