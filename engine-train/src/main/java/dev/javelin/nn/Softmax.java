package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.plan.Axis;
import dev.javelin.tensor.Shape;

/**
 * exp(x_j) / sum of exp(x_k) along an axis: numbers as probabilities. The maximum is taken off
 * first, so that none overflows. A line that is -infinity throughout gives NaN, as in PyTorch.
 *
 * <p>A model for {@code CrossEntropyLoss} needs none: that loss applies it itself.
 *
 * @param dim the axis; a negative one counts from the last. The last, -1, is the fast one
 */
public record Softmax(int dim) implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    Axis.of(this, input, dim);
    return input;
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    return new SoftmaxRows(Axis.of(this, input, dim), input, binding);
  }

  /** {@code y = e / sum} and {@code dx = y (dy - sum of dy y)}. */
  private static final class SoftmaxRows extends SoftmaxStep {
    private final float[] products;

    SoftmaxRows(Axis axis, Shape shape, Binding binding) {
      super(axis, shape, binding, true);
      products = new float[binding.training() ? shape.size() : 0];
    }

    @Override
    void forwardRow(float[] x, int from, float max, float[] e, int row, float sum, float[] y) {
      for (int j = row; j < row + length; j++) {
        y[j] = e[j] / sum;
      }
    }

    @Override
    void backwardRow(float[] y, int row, float[] dy, int from) {
      for (int j = 0; j < length; j++) {
        products[row + j] = dy[from + j] * y[row + j];
      }
      float sum = (float) reductions.sum(products, row, length);
      for (int j = 0; j < length; j++) {
        dy[from + j] = y[row + j] * (dy[from + j] - sum);
      }
    }
  }
}
