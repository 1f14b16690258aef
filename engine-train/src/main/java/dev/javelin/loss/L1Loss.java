package dev.javelin.loss;

import static dev.javelin.formula.Expr.constant;

import dev.javelin.formula.Expr;

/** Absolute error: |prediction - target|, whose slope at 0 is taken as 0. */
public final class L1Loss extends PointwiseLoss {
  /** With PyTorch's default, the mean. */
  public L1Loss() {
    this(Reduction.MEAN);
  }

  private L1Loss(Reduction reduction) {
    super(reduction);
  }

  /** A loss of its own with another reduction. */
  public L1Loss withReduction(Reduction reduction) {
    return new L1Loss(reduction);
  }

  @Override
  protected Expr value(Expr prediction, Expr target) {
    return prediction.minus(target).abs();
  }

  @Override
  protected Expr derivative(Expr prediction, Expr target) {
    return sign(prediction.minus(target));
  }

  /** -1, 0 or 1. */
  static Expr sign(Expr x) {
    return x.ifNegative(constant(-1), x.ifZero(constant(0), constant(1)));
  }
}
