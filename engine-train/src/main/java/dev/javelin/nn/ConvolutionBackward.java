package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.convolution.Direction;
import dev.javelin.convolution.ImageProduct;
import dev.javelin.convolution.WeightGradient;
import dev.javelin.kernels.Reductions;
import dev.javelin.layer.Binding;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;

/**
 * The gradients of {@code z = w * x + b}, in two rounds. The images are cut into chunks, whose
 * number depends on nothing but the layer and the batch. First each thread takes some chunks: it
 * computes dz, dx, and the chunk's own dw and db. Then those are added up in order, which is the
 * same whoever computed them.
 */
final class ConvolutionBackward {
  /** Most images of a chunk; more where {@link #MOST_PARTIALS} allows fewer chunks. */
  private static final int CHUNK = 8;

  /** Chunks are a multiple of this, so that threads share them evenly; with the same exception. */
  private static final int EVEN = 8;

  /**
   * Floats that the chunks' own gradients may take, if that leaves more than one chunk. There are
   * no more threads at work than chunks: with weights of a million numbers, two.
   */
  private static final int MOST_PARTIALS = 1 << 21;

  private final Engine engine;
  private final Parameter weight;
  private final Parameter bias;
  private final Reductions reductions;
  private final int images;
  private final int imageLength;
  private final ConvolutionTail tail;
  private final ImageProduct product;
  private final Tensor inputGradient;
  private final Tensor weightSums;
  private final Tensor biasSums;
  private final int chunks;
  private final float[] weightPartials;
  private final float[] biasPartials;
  // Of each part.
  private final WeightGradient[] weightGradients;
  private final ImageProduct.Worker[] inputGradients;
  private final int sumParts;
  private final PartTask chunkTask = this::chunksOfPart;
  private final PartTask sumTask = this::sumsOfPart;
  private Tensor input;
  private boolean addToWeight;

  ConvolutionBackward(
      Binding binding,
      ConvolutionLayer layer,
      Direction direction,
      ConvolutionTail tail,
      Shape inputShape,
      int parts) {
    engine = binding.engine();
    weight = layer.weight();
    bias = layer.bias().orElse(null);
    reductions = engine.kernels().reductions();
    images = inputShape.dim(0);
    imageLength = inputShape.size() / images;
    this.tail = tail;
    input = tail.output();
    product = binding.inputGradient() ? direction.backward(engine.kernels(), tail.layout()) : null;
    inputGradient = binding.inputGradient() ? Tensor.zeros(inputShape) : null;
    weightSums = weight.gradientBuffer();
    biasSums = bias == null ? null : bias.gradientBuffer();

    int weights = weight.value().size();
    chunks = chunks(weights, images);
    weightPartials = new float[Math.multiplyExact(chunks, weights)];
    biasPartials = new float[bias == null ? 0 : chunks * layer.out()];
    sumParts = engine.parts(weightPartials.length);
    weightGradients = new WeightGradient[Math.min(chunks, parts)];
    inputGradients = new ImageProduct.Worker[product == null ? 0 : weightGradients.length];
    for (int part = 0; part < weightGradients.length; part++) {
      weightGradients[part] =
          direction.weightGradient(engine.kernels(), tail.layout(), slots(weights, images));
      if (product != null) {
        inputGradients[part] = product.worker();
      }
    }
  }

  private static int chunks(int weights, int images) {
    int wanted = Math.min(images, Math.ceilDiv(images, CHUNK * EVEN) * EVEN);
    return Math.min(wanted, Math.max(2, MOST_PARTIALS / weights));
  }

  /** The most images of a chunk. */
  static int slots(int weights, int images) {
    return Math.ceilDiv(images, chunks(weights, images));
  }

  Tensor run(Tensor input, Tensor outputGradient) {
    this.input = input;
    tail.begin(outputGradient);
    addToWeight = weight.beginGradient();
    if (product != null) {
      product.load(weight.value(), null);
    }
    engine.run(chunkTask, weightGradients.length);
    engine.run(sumTask, sumParts);
    if (bias != null) {
      addChunks(biasPartials, biases(), 0, biases(), biasSums, bias.beginGradient());
    }
    return inputGradient;
  }

  private int biases() {
    return biasPartials.length / chunks;
  }

  private void chunksOfPart(int part) {
    int end = Ranges.start(chunks, weightGradients.length, part + 1, 1);
    for (int c = Ranges.start(chunks, weightGradients.length, part, 1); c < end; c++) {
      Arrays.fill(biasPartials, c * biases(), (c + 1) * biases(), 0f);
      int first = Ranges.start(images, chunks, c, 1);
      int count = Ranges.start(images, chunks, c + 1, 1) - first;
      for (int slot = 0; slot < count; slot++) {
        tail.backward(part, first + slot, slot);
        if (bias != null) {
          sumBias(c, first + slot);
        }
      }
      gradients(part, c, first, count);
    }
  }

  private void gradients(int part, int chunk, int first, int count) {
    float[] dz = tail.gradients(part);
    if (product != null) {
      for (int slot = 0; slot < count; slot += product.images()) {
        inputGradients[part].run(
            Math.min(product.images(), count - slot),
            dz,
            tail.gradientsAt(first + slot, slot),
            inputGradient.array(),
            (first + slot) * imageLength);
      }
    }
    weightGradients[part].run(
        count,
        input.array(),
        input.offset() + first * imageLength,
        dz,
        tail.gradientsAt(first, 0),
        weightPartials,
        chunk * weightSums.size());
  }

  /** Adds up the output's gradient, which a pooling only spreads. */
  private void sumBias(int chunk, int image) {
    Tensor dy = tail.outputGradient();
    int plane = dy.size() / images / biases();
    for (int c = 0; c < biases(); c++) {
      int start = dy.offset() + (image * biases() + c) * plane;
      biasPartials[chunk * biases() + c] += (float) reductions.sum(dy.array(), start, plane);
    }
  }

  private void sumsOfPart(int part) {
    int weights = weightSums.size();
    int start = Ranges.start(weights, sumParts, part, Ranges.CACHE_LINE);
    int end = Ranges.start(weights, sumParts, part + 1, Ranges.CACHE_LINE);
    addChunks(weightPartials, weights, start, end, weightSums, addToWeight);
  }

  /** Adds up some columns of the chunks' rows. */
  private void addChunks(
      float[] partials, int length, int start, int end, Tensor sums, boolean accumulate) {
    reductions.columnSums(
        partials,
        start,
        length,
        chunks,
        end - start,
        sums.array(),
        sums.offset() + start,
        accumulate);
  }
}
