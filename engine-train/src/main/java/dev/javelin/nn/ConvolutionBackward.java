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

  /** Images of a chunk, unless there would be too many of them. */
  private static final int CHUNK = 8;

  /** Floats that the chunks' own gradients may take, if that leaves more than one chunk. */
  private static final int MOST_PARTIALS = 1 << 24;

  private final Engine engine;
  private final Parameter weight;
  private final Parameter bias;
  private final Reductions reductions;
  private final boolean transposed;
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
    transposed = direction.transposed();
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
    chunks = Math.min(Math.ceilDiv(images(), CHUNK), affordable);
    weightPartials = new float[Math.multiplyExact(chunks, weights)];
    biasPartials = new float[bias == null ? 0 : chunks * layer.out()];
    sumParts = engine.parts(weightPartials.length);

    boolean identity = activation instanceof Activations.Identity;
    int parts = Math.min(chunks, ConvolutionForward.parts(engine, direction, images()));
    int longest = Math.ceilDiv(images(), chunks);
    workers = new Worker[parts];
    for (int part = 0; part < parts; part++) {
      workers[part] =
          new Worker(
              inputGrid.allocate(transposed ? 0 : longest),
              outputGrid.allocate(transposed ? longest : 1),
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
      Arrays.fill(biasPartials, c * biases(), (c + 1) * biases(), 0f);
      int first = Ranges.start(images(), chunks, c, 1);
      images(workers[part], c, first, Ranges.start(images(), chunks, c + 1, 1) - first);
    }
  }

  private int biases() {
    return biasPartials.length / chunks;
  }

  private void images(Worker worker, int chunk, int first, int count) {
    for (int i = 0; i < count; i++) {
      int image = first + i;
      int start = image * outputGrid.imageLength();
      if (worker.activation != null) {
        worker.activation.operand(Z, z, start, 0).operand(Y, output, start, 0);
        worker.activation.operand(DZ, dz, start, 0).run();
      }
      if (bias != null) {
        sumBias(chunk, image);
      }
      int at = transposed ? i * outputGrid.stride() : 0;
      if (transposed || product != null) {
        outputGrid.fill(dz.array(), dz.offset() + start, worker.outputs, at);
      }
      int inputStart = image * inputGrid.imageLength();
      if (product != null) {
        product.run(worker.outputs, at, worker.scratch, inputGradient.array(), inputStart);
      }
      if (!transposed) {
        inputGrid.fill(
            input.array(), input.offset() + inputStart, worker.inputs, i * inputGrid.stride());
      }
    }
    Tensor narrow = transposed ? input : dz;
    worker.weightGradient.run(
        count,
        narrow.array(),
        narrow.offset() + first * (narrow.size() / images()),
        transposed ? worker.outputs : worker.inputs,
        weightPartials,
        chunk * weightSums.size());
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
