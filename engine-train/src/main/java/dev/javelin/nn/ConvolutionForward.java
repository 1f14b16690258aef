package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.convolution.ImageProduct;
import dev.javelin.layer.Binding;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * {@code z = w * x + b} and what follows. Each thread takes some images: a few at a time are
 * convolved, and finished while their results are in cache.
 */
final class ConvolutionForward {
  private final Engine engine;
  private final boolean training;
  private final Parameter weight;
  private final Parameter bias;
  private final int images;
  private final ConvolutionTail tail;
  private final int imageLength;
  private final ImageProduct product;
  // Of each part.
  private final ImageProduct.Worker[] workers;
  private final PartTask task = this::runPart;
  private Tensor input;
  private long loadedWeight = -1;
  private long loadedBias = -1;

  ConvolutionForward(
      Binding binding,
      ConvolutionLayer layer,
      ImageProduct product,
      ConvolutionTail tail,
      Shape inputShape,
      int parts) {
    engine = binding.engine();
    training = binding.training();
    weight = layer.weight();
    bias = layer.bias().orElse(null);
    images = inputShape.dim(0);
    imageLength = inputShape.size() / images;
    this.tail = tail;
    input = tail.output();
    this.product = product;
    workers = new ImageProduct.Worker[parts];
    for (int part = 0; part < parts; part++) {
      workers[part] = product.worker();
    }
  }

  Tensor run(Tensor input) {
    this.input = input;
    load();
    engine.run(task, workers.length);
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
    int end = Ranges.start(images, workers.length, part + 1, 1);
    int next;
    for (int i = Ranges.start(images, workers.length, part, 1); i < end; i = next) {
      next = Math.min(end, i + product.images());
      int from = input.offset() + i * imageLength;
      workers[part].run(next - i, input.array(), from, tail.results(part), tail.resultsAt(i, 0));
      for (int image = i; image < next; image++) {
        tail.forward(part, image, image - i);
      }
    }
  }
}
