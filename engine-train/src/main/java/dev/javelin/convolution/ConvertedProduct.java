package dev.javelin.convolution;

import dev.javelin.kernels.ChannelsLast;
import dev.javelin.kernels.Kernels;
import dev.javelin.tensor.Tensor;

/**
 * A product whose images have another layout than the one it works in.
 *
 * @param product of images in its own layout
 * @param layout that layout
 * @param inputs what it takes
 * @param inputLayout in which layout they are
 * @param results what it gives
 * @param resultLayout in which layout they are to be
 */
record ConvertedProduct(
    Kernels kernels,
    ImageProduct product,
    Layout layout,
    ChannelsLast inputs,
    Layout inputLayout,
    ChannelsLast results,
    Layout resultLayout)
    implements ImageProduct {

  @Override
  public void load(Tensor weights, Tensor bias) {
    product.load(weights, bias);
  }

  @Override
  public int images() {
    return product.images();
  }

  @Override
  public Worker worker() {
    Worker worker = product.worker();
    var before = Conversion.taking(kernels, inputs, inputLayout, layout, images());
    var after = Conversion.giving(kernels, results, layout, resultLayout, images());
    return (images, x, xOffset, y, yOffset) -> {
      float[] from = x;
      int fromOffset = xOffset;
      if (before != null) {
        before.take(images, x, xOffset);
        from = before.array;
        fromOffset = 0;
      }
      if (after != null) {
        worker.run(images, from, fromOffset, after.array, 0);
        after.give(images, y, yOffset);
      } else {
        worker.run(images, from, fromOffset, y, yOffset);
      }
    };
  }
}
