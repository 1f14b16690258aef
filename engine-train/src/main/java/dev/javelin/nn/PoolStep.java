package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * Pools each plane of {@code [N, C, H, W]} by itself; each thread has some of the planes, in
 * groups.
 */
abstract class PoolStep implements Step {
  private final Binding binding;
  private final int planes;
  private final int groupSize;
  private final int inputSize;
  private final int outputSize;
  private final int parts;
  private final Tensor output;
  private final Tensor inputGradient;
  private final PartTask forwardTask = this::forwardPart;
  private final PartTask backwardTask = this::backwardPart;
  private Tensor input;
  private Tensor outputGradient;

  /**
   * Binds.
   *
   * @param groupSize the planes of a group, but for the last, which may have fewer
   */
  PoolStep(Binding binding, Shape input, PoolAxis rows, PoolAxis columns, int groupSize) {
    this.binding = binding;
    this.groupSize = groupSize;
    planes = input.dim(0) * input.dim(1);
    inputSize = rows.length() * columns.length();
    outputSize = rows.outputs() * columns.outputs();
    parts = Math.min(groups(), binding.engine().parts(input.size()));
    output = Tensor.zeros(input.dim(0), input.dim(1), rows.outputs(), columns.outputs());
    boolean backward = binding.training() && binding.inputGradient();
    inputGradient = backward ? Tensor.zeros(input) : null;
    this.input = output;
    outputGradient = output;
  }

  /** How many groups of planes there are. */
  final int groups() {
    return Math.ceilDiv(planes, groupSize);
  }

  /** How many parts the groups are split into. */
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

  /** Pools the group of that number, of so many planes, from x at a place to y at a place. */
  abstract void forward(int part, int group, int count, float[] x, int xAt, float[] y, int yAt);

  /** Computes the gradient dx of a group's inputs from that of its outputs, dy. */
  abstract void backward(
      int part, int group, int count, float[] dy, int dyAt, float[] dx, int dxAt);

  @Override
  public final Tensor forward(Tensor input) {
    this.input = input;
    binding.engine().run(forwardTask, parts);
    return output;
  }

  private void forwardPart(int part) {
    int end = start(part + 1);
    for (int group = start(part); group < end; group++) {
      int plane = group * groupSize;
      int from = input.offset() + plane * inputSize;
      int to = plane * outputSize;
      forward(part, group, count(plane), input.array(), from, output.array(), to);
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
    int end = start(part + 1);
    for (int group = start(part); group < end; group++) {
      int plane = group * groupSize;
      int from = outputGradient.offset() + plane * outputSize;
      int to = plane * inputSize;
      backward(part, group, count(plane), outputGradient.array(), from, dx, to);
    }
  }

  private int count(int firstPlane) {
    return Math.min(groupSize, planes - firstPlane);
  }

  private int start(int part) {
    return Ranges.start(groups(), parts, part, 1);
  }
}
