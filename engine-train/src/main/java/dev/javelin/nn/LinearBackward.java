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
 * and, for them, turns dy into {@code dz = dy f'(z)} in place, sums {@code db} over the batch, and
 * computes its rows of {@code dW = dz^T x}. Then, if wanted, {@code dx = dz W}, which needs all of
 * dz.
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
  private final PartTask parameterTask = this::parametersOfPart;
  private final PartTask inputTask = this::inputOfPart;
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
    outputStarts = MatrixProduct.columnStarts(out, MatrixProduct.parts(engine, weightShape));
    weightGradient = MatrixProduct.splitRows(engine, weightShape, outputStarts);
    boolean identity = activation instanceof Activations.Identity;
    activations = new PointwiseBlock[identity ? 0 : weightGradient.parts()];
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
  }

  Tensor run(Tensor input, Tensor outputGradient) {
    this.input = input;
    dz = outputGradient;
    addToWeight = linear.weight().beginGradient();
    addToBias = bias != null && bias.beginGradient();
    engine.run(parameterTask, weightGradient.parts());
    if (inputGradient != null) {
      engine.run(inputTask, inputProduct.parts());
    }
    return inputGradient;
  }

  private void parametersOfPart(int part) {
    int first = outputStarts[part];
    if (activations.length > 0) {
      activations[part].matrix(DZ, dz, 0, first).run();
    }
    if (bias != null) {
      sumBias(first, outputStarts[part + 1]);
    }
    weightGradient.loadB(part, input);
    weightGradient.multiply(part, dz, weightSums, addToWeight);
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

  private void inputOfPart(int part) {
    inputProduct.loadB(part, linear.weight().value());
    inputProduct.multiply(part, dz, inputGradient, false);
  }
}
