package dev.javelin.loss;

import dev.javelin.formula.Expr;

/** Mean squared error: the mean of (prediction - target)^2. */
public final class MSELoss extends PointwiseLoss {
  @Override
  protected Expr value(Expr prediction, Expr target) {
    Expr difference = prediction.minus(target);
    return difference.times(difference);
  }

  @Override
  protected Expr derivative(Expr prediction, Expr target) {
    return prediction.minus(target).times(2);
  }
}
