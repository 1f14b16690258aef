package dev.javelin.loss;

import static dev.javelin.formula.Expr.constant;

import dev.javelin.formula.Expr;

/**
 * A parabola near zero and straight lines beyond (Huber, "Robust estimation of a location
 * parameter", 1964), for d = prediction - target: d^2 / 2 where |d| is at most delta, else delta
 * (|d| - delta / 2).
 */
public final class HuberLoss extends PointwiseLoss {
  private final double delta;

  /** With PyTorch's defaults: delta 1, the mean. */
  public HuberLoss() {
    this(1, Reduction.MEAN);
  }

  private HuberLoss(double delta, Reduction reduction) {
    super(reduction);
    this.delta = delta;
  }

  /**
   * A loss of its own with another end of the parabola.
   *
   * @throws IllegalArgumentException unless positive
   */
  public HuberLoss withDelta(double delta) {
    if (!(delta > 0)) {
      throw new IllegalArgumentException("HuberLoss: delta must be positive: " + delta);
    }
    return new HuberLoss(delta, reduction());
  }

  /** A loss of its own with another reduction. */
  public HuberLoss withReduction(Reduction reduction) {
    return new HuberLoss(delta, reduction);
  }

  @Override
  protected Expr value(Expr prediction, Expr target) {
    Expr slope = derivative(prediction, target);
    return slope.times(slope.fma(constant(-0.5), prediction.minus(target)));
  }

  @Override
  protected Expr derivative(Expr prediction, Expr target) {
    return prediction.minus(target).max(constant(-delta)).min(constant(delta));
  }
}
