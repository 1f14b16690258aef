package dev.javelin.conformance;

import dev.javelin.Parameter;
import dev.javelin.SparseGradient;
import dev.javelin.conformance.OptimizerRow.Kind;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * A parameter under random gradients, which do not depend on it, so that rounding does not feed
 * back.
 */
final class Trajectory {
  private final RandomStream random;
  private final Parameter parameter;
  private final Tensor scales;

  /** From a random start. */
  Trajectory(Kind kind, Shape shape, RandomStream random) {
    this.random = random;
    Tensor start = Draw.normal(random, 1, shape);
    parameter =
        kind == Kind.SPARSE ? Parameter.sparse("weight", start) : new Parameter("weight", start);
    scales = Draw.uniform(random, 0.1, 1, shape.size());
  }

  Parameter parameter() {
    return parameter;
  }

  /** Gives the parameter its next gradient; the rows that a sparse one lacks are zeros. */
  Tensor next() {
    Tensor gradient = Draw.normal(random, 1, parameter.value().shape());
    for (int i = 0; i < gradient.size(); i++) {
      gradient.set(i, gradient.get(i) * scales.get(i));
    }
    parameter.zeroGrad();
    parameter.beginGradient();
    if (parameter.isSparse()) {
      setRows(gradient);
    } else {
      parameter.gradientBuffer().copyFrom(gradient);
    }
    return gradient;
  }

  /** About half of the rows, in a random order. */
  private void setRows(Tensor gradient) {
    SparseGradient sparse = parameter.sparseGradient();
    sparse.clear();
    int width = sparse.width();
    int[] order = new int[gradient.shape().dim(0)];
    for (int row = 0; row < order.length; row++) {
      order[row] = row;
    }
    random.shuffle(order);
    for (int row : order) {
      if (random.nextBoolean()) {
        int place = sparse.place(row);
        System.arraycopy(gradient.array(), row * width, sparse.values(), place * width, width);
      } else {
        for (int i = row * width; i < (row + 1) * width; i++) {
          gradient.set(i, 0);
        }
      }
    }
  }
}
