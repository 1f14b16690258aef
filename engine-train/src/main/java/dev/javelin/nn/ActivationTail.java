package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.convolution.Layout;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.formula.Program;
import dev.javelin.layer.Binding;
import dev.javelin.plan.PointwiseBlock;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * An activation after a convolution: the results of all images are a tensor. Backward turns dy into
 * dz in place.
 */
final class ActivationTail implements ConvolutionTail {
  // Slots of Activation.backwardProgram; forward has the first two.
  static final int Z = 0;
  static final int Y = 1;
  static final int DZ = 2;

  private final int imageLength;
  private final Tensor z;
  private final Tensor output;
  // Of each part; none for the identity.
  private final PointwiseBlock[] forward;
  private final PointwiseBlock[] backward;
  private Tensor dz;

  ActivationTail(Binding binding, Activation activation, Shape shape, int parts) {
    imageLength = shape.size() / shape.dim(0);
    output = Tensor.zeros(shape);
    z = binding.training() && activation.needsInput() ? Tensor.zeros(shape) : output;
    dz = output;
    forward = forward(binding.engine(), activation, imageLength, parts);
    backward = backward(binding.engine(), activation, imageLength, binding.training() ? parts : 0);
  }

  /** For each part, what computes Y of Z; none for the identity. */
  static PointwiseBlock[] forward(Engine engine, Activation activation, int length, int parts) {
    Program value = Formula.store(Y, activation.value(Expr.input(Z))).program();
    return blocks(engine, activation, value, length, parts);
  }

  /** For each part, what turns DZ, the gradient by Y, into that by Z; none for the identity. */
  static PointwiseBlock[] backward(Engine engine, Activation activation, int length, int parts) {
    return blocks(engine, activation, activation.backwardProgram(), length, parts);
  }

  private static PointwiseBlock[] blocks(
      Engine engine, Activation activation, Program program, int length, int parts) {
    int count = activation instanceof Activations.Identity ? 0 : parts;
    PointwiseBlock[] blocks = new PointwiseBlock[count];
    for (int part = 0; part < count; part++) {
      blocks[part] = new PointwiseBlock(engine, program, 1, length);
    }
    return blocks;
  }

  @Override
  public Layout layout() {
    return Layout.CHANNELS_FIRST;
  }

  @Override
  public Tensor output() {
    return output;
  }

  @Override
  public float[] results(int part) {
    return z.array();
  }

  @Override
  public int resultsAt(int image, int slot) {
    return z.offset() + image * imageLength;
  }

  @Override
  public void forward(int part, int image, int slot) {
    if (forward.length > 0) {
      run(forward[part], image);
    }
  }

  private void run(PointwiseBlock block, int image) {
    int start = image * imageLength;
    block.operand(Z, z, start, 0).operand(Y, output, start, 0).run();
  }

  @Override
  public void begin(Tensor outputGradient) {
    dz = outputGradient;
  }

  @Override
  public void backward(int part, int image, int slot) {
    if (backward.length > 0) {
      run(backward[part].operand(DZ, dz, image * imageLength, 0), image);
    }
  }

  @Override
  public Tensor outputGradient() {
    return dz;
  }

  @Override
  public float[] gradients(int part) {
    return dz.array();
  }

  @Override
  public int gradientsAt(int image, int slot) {
    return dz.offset() + image * imageLength;
  }
}
