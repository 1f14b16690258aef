package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.formula.Expr;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;

/**
 * A function of each prediction and its target, which have the same shape; the mean is over all
 * elements. A subclass is its formula and derivative.
 */
public abstract class PointwiseLoss extends Loss {
  /**
   * A constant tensor in the formula.
   *
   * @param name the setting's, for messages
   * @param values of a shape that broadcasts to that of the prediction
   */
  protected record Factor(String name, Tensor values) {}

  private final Reduction reduction;

  /** With what becomes of the losses of the elements. */
  protected PointwiseLoss(Reduction reduction) {
    this.reduction = reduction;
  }

  /** The loss of one element. */
  protected abstract Expr value(Expr prediction, Expr target);

  /** The derivative of that by the prediction. */
  protected abstract Expr derivative(Expr prediction, Expr target);

  /** What becomes of the losses of the elements. */
  public final Reduction reduction() {
    return reduction;
  }

  /** Constant tensors in the formula; none by default. */
  protected List<Factor> factors() {
    return List.of();
  }

  /** The element of one of the {@link #factors}. */
  protected static Expr factor(int index) {
    return PointwiseCost.factor(index);
  }

  /** What the sum of the losses is divided by: for a mean the number of elements. */
  protected double divisor(Shape shape) {
    return reduction.divisor(shape.size());
  }

  /**
   * Looks for values out of range; by default every value is in range.
   *
   * @throws IllegalArgumentException that says which value is out of range
   */
  protected void check(Tensor prediction, Tensor target) {}

  @Override
  public final Cost bind(Shape prediction, Shape target, Engine engine) {
    String name = getClass().getSimpleName();
    if (!prediction.equals(target)) {
      throw new ShapeMismatchException(name, target + ", as the target,", prediction);
    }
    for (Factor factor : factors()) {
      Shape shape = factor.values().shape();
      if (!Broadcast.fits(prediction, shape)) {
        throw new ShapeMismatchException(
            name + " (" + factor.name() + ")", "that broadcasts to " + prediction, shape);
      }
    }
    return new BoundLoss(prediction, engine);
  }

  private final class BoundLoss extends PointwiseCost implements Cost {
    BoundLoss(Shape shape, Engine engine) {
      super(
          shape,
          reduction,
          PointwiseLoss.this.divisor(shape),
          engine,
          factors().stream().map(Factor::values).toList(),
          PointwiseLoss.this.value(input(0), input(1)),
          derivative(input(0), input(1)));
    }

    @Override
    public void forward(Tensor prediction, Tensor target) {
      check(prediction, target);
      input(0, prediction).input(1, target).run();
    }

    @Override
    public Tensor gradient() {
      return gradient(0);
    }
  }
}
