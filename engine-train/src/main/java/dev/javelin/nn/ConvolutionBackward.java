package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.convolution.Direction;
import dev.javelin.convolution.GridProduct;
import dev.javelin.convolution.ImageGrid;
import dev.javelin.convolution.WeightGradient;
import dev.javelin.kernels.Reductions;
import dev.javelin.layer.Binding;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.plan.PointwiseBlock;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;

/**
 * The gradients of {@code y = f(w * x + b)}, in two rounds. The images are cut into chunks, whose
 * number depends on nothing but the layer and the batch. First each thread takes some chunks: it
 * turns dy into {@code dz = dy f'(z)} in place, computes dx, and the chunk's own dw and db. Then
 * those are added up in order, which is the same whoever computed them.
 */
final class ConvolutionBackward {
  // Slots of Activation.backwardProgram.
  private static final int Z = 0;
  private static final int Y = 1;
  private static final int DZ = 2;

  /** Images whose grids are kept for one pass over the weights: partial sums are added up once. */
  private static final int IMAGES_AT_ONCE = 8;

  /** Most chunks, and so most threads. */
  private static final int MOST_CHUNKS = 16;

  /** Floats that the chunks' own gradients may take, if that leaves more than one chunk. */
  private static final int MOST_PARTIALS = 1 << 24;

  private final Engine engine;
  private final Parameter weight;
  private final Parameter bias;
  private final Reductions reductions;
  private final Tensor z;
  private final Tensor output;
  private final ImageGrid inputGrid;
  private final ImageGrid outputGrid;
  private final GridProduct product;
  private final Tensor inputGradient;
  private final Tensor weightSums;
  private final Tensor biasSums;
  private final int chunks;
  private final float[] weightPartials;
  private final float[] biasPartials;
  private final Worker[] workers;
  private final int sumParts;
  private final PartTask chunkTask = this::chunksOfPart;
  private final PartTask sumTask = this::sumsOfPart;
  private Tensor input;
  private Tensor dz;
  private boolean addToWeight;

  /** A thread's own memory. */
  private record Worker(
      float[] inputs,
      float[] outputs,
      float[] scratch,
      PointwiseBlock activation,
      WeightGradient weightGradient) {}

  ConvolutionBackward(
      Binding binding,
      ConvolutionLayer layer,
      Direction direction,
      Activation activation,
      Shape inputShape,
      Tensor z,
      Tensor output) {
    engine = binding.engine();
    weight = layer.weight();
    bias = layer.bias().orElse(null);
    reductions = engine.kernels().reductions();
    this.z = z;
    this.output = output;
    input = output;
    dz = output;
    inputGrid = direction.input();
    outputGrid = direction.output();
    product = binding.inputGradient() ? direction.backward(engine.kernels()) : null;
    inputGradient = binding.inputGradient() ? Tensor.zeros(inputShape) : null;
    weightSums = weight.gradientBuffer();
    biasSums = bias == null ? null : bias.gradientBuffer();

    int weights = weight.value().size();
    int affordable = Math.max(2, MOST_PARTIALS / weights);
    int wanted = Math.ceilDiv(images(), IMAGES_AT_ONCE);
    chunks = Math.min(wanted, Math.min(MOST_CHUNKS, affordable));
    weightPartials = new float[Math.multiplyExact(chunks, weights)];
    biasPartials = new float[bias == null ? 0 : chunks * layer.out()];
    sumParts = engine.parts(weightPartials.length);

    boolean identity = activation instanceof Activations.Identity;
    int parts = Math.min(chunks, ConvolutionForward.parts(engine, direction, images()));
    workers = new Worker[parts];
    for (int part = 0; part < parts; part++) {
      workers[part] =
          new Worker(
              inputGrid.allocate(IMAGES_AT_ONCE),
              outputGrid.allocate(IMAGES_AT_ONCE),
              new float[product == null ? 0 : product.scratchLength()],
              identity
                  ? null
                  : new PointwiseBlock(
                      engine, activation.backwardProgram(), 1, outputGrid.imageLength()),
              direction.weightGradient(engine.kernels()));
    }
  }

  private int images() {
    return output.shape().dim(0);
  }

  Tensor run(Tensor input, Tensor outputGradient) {
    this.input = input;
    dz = outputGradient;
    addToWeight = weight.beginGradient();
    if (product != null) {
      product.load(weight.value(), null);
    }
    engine.run(chunkTask, workers.length);
    engine.run(sumTask, sumParts);
    if (bias != null) {
      int channels = biasSums.size();
      addChunks(biasPartials, channels, 0, channels, biasSums, bias.beginGradient());
    }
    return inputGradient;
  }

  private void chunksOfPart(int part) {
    int end = Ranges.start(chunks, workers.length, part + 1, 1);
    for (int c = Ranges.start(chunks, workers.length, part, 1); c < end; c++) {
      clearChunk(c, weightPartials);
      clearChunk(c, biasPartials);
      int last = Ranges.start(images(), chunks, c + 1, 1);
      for (int i = Ranges.start(images(), chunks, c, 1); i < last; i += IMAGES_AT_ONCE) {
        images(workers[part], c, i, Math.min(IMAGES_AT_ONCE, last - i));
      }
    }
  }

  private void clearChunk(int chunk, float[] partials) {
    int length = partials.length / chunks;
    Arrays.fill(partials, chunk * length, (chunk + 1) * length, 0f);
  }

  private void images(Worker worker, int chunk, int first, int count) {
    for (int i = 0; i < count; i++) {
      int image = first + i;
      int outputStart = image * outputGrid.imageLength();
      int inputStart = image * inputGrid.imageLength();
      if (worker.activation != null) {
        worker.activation.operand(Z, z, outputStart, 0);
        worker.activation.operand(Y, output, outputStart, 0);
        worker.activation.operand(DZ, dz, outputStart, 0).run();
      }
      int at = i * outputGrid.stride();
      outputGrid.fill(dz.array(), dz.offset() + outputStart, worker.outputs, at);
      inputGrid.fill(
          input.array(), input.offset() + inputStart, worker.inputs, i * inputGrid.stride());
      if (bias != null) {
        sumBias(chunk, image);
      }
      if (product != null) {
        product.run(worker.outputs, at, worker.scratch, inputGradient.array(), inputStart);
      }
    }
    int weights = chunk * weightSums.size();
    worker.weightGradient.add(count, worker.inputs, worker.outputs, weightPartials, weights);
  }

  private void sumBias(int chunk, int image) {
    int channels = biasSums.size();
    int plane = outputGrid.imageLength() / channels;
    int start = dz.offset() + image * outputGrid.imageLength();
    for (int c = 0; c < channels; c++) {
      biasPartials[chunk * channels + c] +=
          (float) reductions.sum(dz.array(), start + c * plane, plane);
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
