package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/** Pools each plane of {@code [N, C, H, W]} by itself; each thread has some of the planes. */
abstract class PoolStep implements Step {
  private final Binding binding;
  private final int planes;
  private final int inputSize;
  private final int outputSize;
  private final int parts;
  private final Tensor output;
  private final Tensor inputGradient;
  private final PartTask forwardTask = this::forwardPart;
  private final PartTask backwardTask = this::backwardPart;
  private Tensor input;
  private Tensor outputGradient;

  PoolStep(Binding binding, Shape input, PoolAxis rows, PoolAxis columns) {
    this.binding = binding;
    planes = input.dim(0) * input.dim(1);
    inputSize = rows.length() * columns.length();
    outputSize = rows.outputs() * columns.outputs();
    parts = Math.min(planes, binding.engine().parts(input.size()));
    output = Tensor.zeros(input.dim(0), input.dim(1), rows.outputs(), columns.outputs());
    boolean backward = binding.training() && binding.inputGradient();
    inputGradient = backward ? Tensor.zeros(input) : null;
    this.input = output;
    outputGradient = output;
  }

  /** How many parts the planes are split into. */
  final int parts() {
    return parts;
  }

  /** Numbers of an input's plane. */
  final int inputSize() {
    return inputSize;
  }

  /** Numbers of an output's plane. */
  final int outputSize() {
    return outputSize;
  }

  /** Pools the plane of that number, from x at a place to y at a place. */
  abstract void forward(int part, int plane, float[] x, int xAt, float[] y, int yAt);

  /** Computes the gradient dx of a plane's input from that of its output, dy. */
  abstract void backward(int part, int plane, float[] dy, int dyAt, float[] dx, int dxAt);

  @Override
  public final Tensor forward(Tensor input) {
    this.input = input;
    binding.engine().run(forwardTask, parts);
    return output;
  }

  private void forwardPart(int part) {
    for (int plane = start(part); plane < start(part + 1); plane++) {
      int from = input.offset() + plane * inputSize;
      forward(part, plane, input.array(), from, output.array(), plane * outputSize);
    }
  }

  @Override
  public final Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    if (inputGradient == null) {
      return null;
    }
    this.outputGradient = outputGradient;
    binding.engine().run(backwardTask, parts);
    return inputGradient;
  }

  private void backwardPart(int part) {
    float[] dx = inputGradient.array();
    for (int plane = start(part); plane < start(part + 1); plane++) {
      int from = outputGradient.offset() + plane * outputSize;
      int to = plane * inputSize;
      backward(part, plane, outputGradient.array(), from, dx, to);
    }
  }

  private int start(int part) {
    return Ranges.start(planes, parts, part, 1);
  }
}
