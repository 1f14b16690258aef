package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.kernels.GemmShape;
import dev.javelin.kernels.Reductions;
import dev.javelin.parallel.PartTask;
import dev.javelin.plan.MatrixProduct;
import dev.javelin.plan.PointwiseBlock;
import dev.javelin.tensor.Tensor;

/**
 * The gradients of {@code y = f(x W^T + b)}, in two rounds. First each thread takes some outputs
 * and, for them, turns dy into {@code dz = dy f'(z)} in place and sums {@code db} over the batch.
 * Then come the products, which may need all of dz: {@code dW = dz^T x} and, if wanted, {@code dx =
 * dz W}.
 */
final class LinearBackward {
  // Slots of Activation.backwardProgram.
  private static final int Z = 0;
  private static final int Y = 1;
  private static final int DZ = 2;

  private final Engine engine;
  private final Linear linear;
  private final Parameter bias;
  private final Reductions reductions;
  private final int batch;
  private final int[] outputStarts;
  private final PointwiseBlock[] activations;
  private final MatrixProduct weightGradient;
  private final MatrixProduct inputProduct;
  private final Tensor inputGradient;
  private final Tensor weightSums;
  private final Tensor biasSums;
  private final PartTask outputTask = this::outputsOfPart;
  private final PartTask productTask = this::productsOfPart;
  private final int productParts;
  private Tensor input;
  private Tensor dz;
  private boolean addToWeight;
  private boolean addToBias;

  LinearBackward(
      Engine engine,
      Linear linear,
      Activation activation,
      Tensor z,
      Tensor output,
      boolean wantsInputGradient) {
    this.engine = engine;
    this.linear = linear;
    this.bias = linear.bias().orElse(null);
    this.reductions = engine.kernels().reductions();
    this.batch = output.size() / linear.out();
    this.weightSums = linear.weight().gradientBuffer();
    this.biasSums = bias == null ? null : bias.gradientBuffer();
    this.input = output;
    this.dz = output;
    int in = linear.in();
    int out = linear.out();
    var weightShape = GemmShape.dense(out, in, batch, true, false);
    int parts = MatrixProduct.parts(engine, weightShape);
    outputStarts = MatrixProduct.columnStarts(out, parts);
    // By outputs, as optimizers split the weight, unless these are too few for all threads.
    weightGradient =
        outputParts() == parts
            ? MatrixProduct.splitRows(engine, weightShape, outputStarts)
            : MatrixProduct.split(engine, weightShape);
    boolean identity = activation instanceof Activations.Identity;
    activations = new PointwiseBlock[identity ? 0 : outputParts()];
    for (int part = 0; part < activations.length; part++) {
      int columns = outputStarts[part + 1] - outputStarts[part];
      activations[part] = new PointwiseBlock(engine, activation.backwardProgram(), batch, columns);
      if (activation.needsInput()) {
        activations[part].matrix(Z, z, 0, outputStarts[part]);
      }
      activations[part].matrix(Y, output, 0, outputStarts[part]);
    }
    inputGradient = wantsInputGradient ? Tensor.zeros(output.shape().with(-1, in)) : null;
    inputProduct =
        wantsInputGradient
            ? MatrixProduct.split(engine, GemmShape.dense(batch, in, out, false, false))
            : null;
    productParts = Math.max(weightGradient.parts(), wantsInputGradient ? inputProduct.parts() : 0);
  }

  private int outputParts() {
    return outputStarts.length - 1;
  }

  Tensor run(Tensor input, Tensor outputGradient) {
    this.input = input;
    dz = outputGradient;
    addToWeight = linear.weight().beginGradient();
    addToBias = bias != null && bias.beginGradient();
    if (activations.length > 0 || bias != null) {
      engine.run(outputTask, outputParts());
    }
    engine.run(productTask, productParts);
    return inputGradient;
  }

  private void outputsOfPart(int part) {
    int first = outputStarts[part];
    if (activations.length > 0) {
      activations[part].matrix(DZ, dz, 0, first).run();
    }
    if (bias != null) {
      sumBias(first, outputStarts[part + 1]);
    }
  }

  private void sumBias(int first, int end) {
    reductions.columnSums(
        dz.array(),
        dz.offset() + first,
        linear.out(),
        batch,
        end - first,
        biasSums.array(),
        biasSums.offset() + first,
        addToBias);
  }

  private void productsOfPart(int part) {
    if (part < weightGradient.parts()) {
      weightGradient.loadB(part, input);
      weightGradient.multiply(part, dz, weightSums, addToWeight);
    }
    if (inputProduct != null && part < inputProduct.parts()) {
      inputProduct.loadB(part, linear.weight().value());
      inputProduct.multiply(part, dz, inputGradient, false);
    }
  }
}
