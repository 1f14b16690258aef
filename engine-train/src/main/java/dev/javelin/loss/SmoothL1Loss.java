package dev.javelin.loss;

import static dev.javelin.formula.Expr.constant;

import dev.javelin.formula.Expr;

/**
 * A parabola near zero and straight lines beyond (Girshick, "Fast R-CNN", 2015), for d = prediction
 * - target: d^2 / (2 beta) where |d| is below beta, else |d| - beta / 2. With beta 0 it is {@link
 * L1Loss}.
 */
public final class SmoothL1Loss extends PointwiseLoss {
  private final double beta;

  /** With PyTorch's defaults: beta 1, the mean. */
  public SmoothL1Loss() {
    this(1, Reduction.MEAN);
  }

  private SmoothL1Loss(double beta, Reduction reduction) {
    super(reduction);
    this.beta = beta;
  }

  /**
   * A loss of its own with another width of the parabola.
   *
   * @throws IllegalArgumentException if negative
   */
  public SmoothL1Loss withBeta(double beta) {
    if (!(beta >= 0)) {
      throw new IllegalArgumentException("SmoothL1Loss: beta must not be negative: " + beta);
    }
    return new SmoothL1Loss(beta, reduction());
  }

  /** A loss of its own with another reduction. */
  public SmoothL1Loss withReduction(Reduction reduction) {
    return new SmoothL1Loss(beta, reduction);
  }

  @Override
  protected Expr value(Expr prediction, Expr target) {
    Expr d = prediction.minus(target);
    Expr slope = derivative(prediction, target);
    return slope.times(slope.fma(constant(-beta / 2), d));
  }

  @Override
  protected Expr derivative(Expr prediction, Expr target) {
    Expr d = prediction.minus(target);
    return beta == 0
        ? L1Loss.sign(d)
        : d.dividedBy(constant(beta)).max(constant(-1)).min(constant(1));
  }
}
