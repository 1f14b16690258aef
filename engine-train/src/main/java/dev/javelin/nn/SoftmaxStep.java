package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.kernels.Reductions;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.plan.SoftmaxExponentials;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * Softmax or its logarithm, bound; a subclass says what they do to one row. Along an axis other
 * than the last the numbers are copied to rows, and the results back.
 */
abstract class SoftmaxStep implements Step {
  final Binding binding;
  final Reductions reductions;

  /** The length of a row. */
  final int length;

  private final Engine engine;
  private final Axis axis;
  private final int rows;
  private final int parts;
  private final SoftmaxExponentials exponentials;
  private final Tensor exponentialRows;
  private final Tensor outputRows;
  private final Tensor output;
  private final Tensor copiedRows;
  private final PartTask forwardTask = this::forwardPart;
  private final PartTask backwardTask = this::backwardPart;
  private Tensor x;
  private Tensor gradient;

  /** Binds; in place if a row of the output may lie where its exponentials do. */
  SoftmaxStep(Axis axis, Shape shape, Binding binding, boolean inPlace) {
    this.binding = binding;
    this.axis = axis;
    engine = binding.engine();
    reductions = engine.kernels().reductions();
    length = axis.length();
    rows = axis.outer() * axis.inner();
    parts = Math.min(engine.parts(shape.size()), rows);
    exponentials = new SoftmaxExponentials(engine, rows, length);
    exponentialRows = Tensor.zeros(shape);
    outputRows = inPlace ? exponentialRows : Tensor.zeros(shape);
    output = axis.inner() == 1 ? outputRows : Tensor.zeros(shape);
    copiedRows = axis.inner() == 1 ? null : Tensor.zeros(shape);
    x = output;
    gradient = output;
  }

  /**
   * Computes one row.
   *
   * @param e its exponentials, for backward to find as this leaves them
   * @param row where the row starts in e and y
   * @param x the logits, which start at {@code from}
   */
  abstract void forwardRow(
      float[] x, int from, float max, float[] e, int row, float sum, float[] y);

  /**
   * Turns a row of the output's gradient into the input's.
   *
   * @param e what forward left, in which the row starts at {@code row}
   * @param dy the gradient, which starts at {@code from}
   */
  abstract void backwardRow(float[] e, int row, float[] dy, int from);

  @Override
  public final Tensor forward(Tensor input) {
    x = toRows(input);
    exponentials.compute(x, exponentialRows);
    engine.run(forwardTask, parts);
    fromRows(outputRows, output);
    return output;
  }

  private void forwardPart(int part) {
    int end = Ranges.start(rows, parts, part + 1, 1);
    for (int row = Ranges.start(rows, parts, part, 1); row < end; row++) {
      forwardRow(
          x.array(),
          x.offset() + row * length,
          exponentials.max(row),
          exponentialRows.array(),
          row * length,
          exponentials.sum(row),
          outputRows.array());
    }
  }

  @Override
  public final Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    if (!binding.inputGradient()) {
      return null;
    }
    gradient = toRows(outputGradient);
    engine.run(backwardTask, parts);
    fromRows(gradient, outputGradient);
    return outputGradient;
  }

  private void backwardPart(int part) {
    int end = Ranges.start(rows, parts, part + 1, 1);
    for (int row = Ranges.start(rows, parts, part, 1); row < end; row++) {
      backwardRow(
          exponentialRows.array(),
          row * length,
          gradient.array(),
          gradient.offset() + row * length);
    }
  }

  private Tensor toRows(Tensor tensor) {
    if (axis.inner() == 1) {
      return tensor;
    }
    transpose(tensor, axis.length(), axis.inner(), copiedRows);
    return copiedRows;
  }

  private void fromRows(Tensor from, Tensor to) {
    if (axis.inner() > 1) {
      transpose(from, axis.inner(), axis.length(), to);
    }
  }

  /** Transposes each block, a matrix of the given sides. */
  private void transpose(Tensor from, int height, int width, Tensor to) {
    float[] source = from.array();
    float[] target = to.array();
    for (int block = 0; block < from.size(); block += axis.block()) {
      for (int i = 0; i < height; i++) {
        int start = from.offset() + block + i * width;
        int place = to.offset() + block + i;
        for (int j = 0; j < width; j++) {
          target[place + j * height] = source[start + j];
        }
      }
    }
  }
}
