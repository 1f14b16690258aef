package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.convolution.Direction;
import dev.javelin.convolution.GridProduct;
import dev.javelin.convolution.ImageGrid;
import dev.javelin.layer.Binding;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.tensor.Tensor;

/**
 * {@code z = w * x + b} and what follows. Each thread takes some images: one after the other is
 * copied to a grid, convolved, and finished while its results are in cache.
 */
final class ConvolutionForward {
  private final Engine engine;
  private final boolean training;
  private final Parameter weight;
  private final Parameter bias;
  private final int images;
  private final ConvolutionTail tail;
  private final ImageGrid grid;
  private final GridProduct product;
  // Of each part.
  private final float[][] grids;
  private final float[][] scratch;
  private final PartTask task = this::runPart;
  private Tensor input;
  private long loadedWeight = -1;
  private long loadedBias = -1;

  ConvolutionForward(
      Binding binding,
      ConvolutionLayer layer,
      Direction direction,
      ConvolutionTail tail,
      int images,
      int parts) {
    engine = binding.engine();
    training = binding.training();
    weight = layer.weight();
    bias = layer.bias().orElse(null);
    this.images = images;
    this.tail = tail;
    input = tail.output();
    grid = direction.input();
    product = direction.forward(engine.kernels());
    grids = new float[parts][];
    scratch = new float[parts][product.scratchLength()];
    for (int part = 0; part < parts; part++) {
      grids[part] = grid.allocate(1);
    }
  }

  Tensor run(Tensor input) {
    this.input = input;
    load();
    engine.run(task, grids.length);
    return tail.output();
  }

  /** In training the weight changes at every step anyway. */
  private void load() {
    long biasVersion = bias == null ? 0 : bias.version();
    if (training || weight.version() != loadedWeight || biasVersion != loadedBias) {
      product.load(weight.value(), bias == null ? null : bias.value());
      loadedWeight = weight.version();
      loadedBias = biasVersion;
    }
  }

  private void runPart(int part) {
    int end = Ranges.start(images, grids.length, part + 1, 1);
    for (int i = Ranges.start(images, grids.length, part, 1); i < end; i++) {
      grid.fill(input.array(), input.offset() + i * grid.imageLength(), grids[part], 0);
      product.run(grids[part], 0, scratch[part], tail.results(part), tail.resultsAt(i));
      tail.forward(part, i);
    }
  }
}
