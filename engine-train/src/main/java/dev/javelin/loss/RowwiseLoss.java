package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;

/**
 * A loss of each row of predictions {@code [N, C]}, where no formula of single elements fits. A
 * subclass is one row in plain Java.
 */
abstract class RowwiseLoss extends Loss {
  private final Reduction reduction;

  RowwiseLoss(Reduction reduction) {
    this.reduction = reduction;
  }

  /** What becomes of the losses of the rows. */
  public final Reduction reduction() {
    return reduction;
  }

  /**
   * Checks the shapes of targets and weights for predictions {@code [N, C]}.
   *
   * @throws ShapeMismatchException if they do not fit
   */
  abstract void checkShapes(Shape prediction, Shape target);

  /**
   * What a mean divides by.
   *
   * @throws IllegalArgumentException if a target is out of range
   */
  abstract double count(Tensor target, int classes);

  /**
   * The loss of one row.
   *
   * @param x predictions {@code [N, C]}
   * @param dx zeros, to which the row's gradient is added
   * @param scale to multiply the gradient by
   */
  abstract double row(int row, Tensor x, Tensor target, Tensor dx, double scale);

  /** Adds to an element. */
  static void add(Tensor tensor, int index, double value) {
    tensor.set(index, (float) (tensor.get(index) + value));
  }

  @Override
  public Cost bind(Shape prediction, Shape target, Engine engine) {
    if (prediction.rank() != 2) {
      throw new ShapeMismatchException(getClass().getSimpleName(), "[N, classes]", prediction);
    }
    checkShapes(prediction, target);
    return new BoundLoss(prediction, engine);
  }

  private final class BoundLoss extends ReducedCost implements Cost {
    private final Tensor gradient;

    BoundLoss(Shape prediction, Engine engine) {
      super(reduction, Shape.of(prediction.dim(0)), engine);
      gradient = Tensor.zeros(prediction);
    }

    @Override
    public void forward(Tensor prediction, Tensor target) {
      double divisor = divisor(count(target, prediction.shape().dim(1)));
      Arrays.fill(gradient.array(), 0);
      for (int row = 0; row < buffer().size(); row++) {
        buffer().set(row, (float) row(row, prediction, target, gradient, 1 / divisor));
      }
      reduce(divisor);
    }

    @Override
    public Tensor gradient() {
      return gradient;
    }
  }
}
