package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.plan.Axis;
import dev.javelin.tensor.Shape;

/**
 * x_j - ln(sum of exp(x_k)) along an axis: the logarithm of {@link Softmax}, exact where that
 * rounds to 0.
 *
 * @param dim the axis; a negative one counts from the last. The last, -1, is the fast one
 */
public record LogSoftmax(int dim) implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    Axis.of(this, input, dim);
    return input;
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    return new LogSoftmaxRows(Axis.of(this, input, dim), input, binding);
  }

  /** {@code y = x - max - ln sum} and {@code dx = dy - softmax (sum of dy)}. */
  private static final class LogSoftmaxRows extends SoftmaxStep {
    LogSoftmaxRows(Axis axis, Shape shape, Binding binding) {
      super(axis, shape, binding, false);
    }

    @Override
    void forwardRow(float[] x, int from, float max, float[] e, int row, float sum, float[] y) {
      float log = (float) StrictMath.log(sum);
      for (int j = 0; j < length; j++) {
        y[row + j] = x[from + j] - max - log;
        // Softmax, which backward needs.
        e[row + j] /= sum;
      }
    }

    @Override
    void backwardRow(float[] softmax, int row, float[] dy, int from) {
      float sum = (float) reductions.sum(dy, from, length);
      for (int j = 0; j < length; j++) {
        dy[from + j] -= softmax[row + j] * sum;
      }
    }
  }
}
