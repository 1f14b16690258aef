package dev.javelin.loss;

import dev.javelin.formula.Expr;

/** Squared error: (prediction - target)^2. */
public final class MSELoss extends PointwiseLoss {
  /** With PyTorch's default, the mean. */
  public MSELoss() {
    this(Reduction.MEAN);
  }

  private MSELoss(Reduction reduction) {
    super(reduction);
  }

  /** A loss of its own with another reduction. */
  public MSELoss withReduction(Reduction reduction) {
    return new MSELoss(reduction);
  }

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
