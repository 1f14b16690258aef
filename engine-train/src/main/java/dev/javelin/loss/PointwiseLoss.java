package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.kernels.Reductions;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.plan.PointwisePass;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * The mean of a function of each prediction and its target, which have the same shape. A subclass
 * is its formula and derivative.
 */
public abstract class PointwiseLoss extends Loss {
  // Slots of the formula.
  private static final int PREDICTION = 0;
  private static final int TARGET = 1;
  private static final int LOSS = 2;
  private static final int GRADIENT = 3;

  /** The loss of one element. */
  protected abstract Expr value(Expr prediction, Expr target);

  /** The derivative of that by the prediction. */
  protected abstract Expr derivative(Expr prediction, Expr target);

  /**
   * Looks for values out of range; by default every value is in range.
   *
   * @throws IllegalArgumentException that says which value is out of range
   */
  protected void check(Tensor prediction, Tensor target) {}

  @Override
  public final Cost bind(Shape prediction, Shape target, Engine engine) {
    if (!prediction.equals(target)) {
      throw new ShapeMismatchException(
          getClass().getSimpleName(), target + ", as the target,", prediction);
    }
    return new PointwiseCost(prediction, engine);
  }

  private final class PointwiseCost implements Cost {
    private final Tensor losses;
    private final Tensor gradient;
    private final Reductions reductions;
    private final PointwisePass pass;
    private double value;

    PointwiseCost(Shape shape, Engine engine) {
      losses = Tensor.zeros(shape);
      gradient = Tensor.zeros(shape);
      reductions = engine.kernels().reductions();
      Expr prediction = Expr.input(PREDICTION);
      Expr target = Expr.input(TARGET);
      // A scalar, not a literal: batches of all sizes share one kernel.
      Expr slope = derivative(prediction, target).times(Expr.scalar(0));
      var program =
          Formula.store(LOSS, PointwiseLoss.this.value(prediction, target))
              .andStore(GRADIENT, slope)
              .program();
      pass =
          new PointwisePass(engine, program, shape.size(), 1f / shape.size())
              .operand(LOSS, losses)
              .operand(GRADIENT, gradient);
    }

    @Override
    public void forward(Tensor prediction, Tensor target) {
      check(prediction, target);
      pass.operand(PREDICTION, prediction).operand(TARGET, target).run();
      value = reductions.sum(losses.array(), losses.offset(), losses.size()) / losses.size();
    }

    @Override
    public double value() {
      return value;
    }

    @Override
    public Tensor gradient() {
      return gradient;
    }
  }
}
