package dev.javelin.loss;

import dev.javelin.formula.Expr;
import dev.javelin.tensor.Tensor;

/**
 * Binary cross-entropy of probabilities p with targets t in [0, 1]: the mean of -(t ln p + (1 - t)
 * ln(1 - p)). As in PyTorch the logarithms are held above -100, and the denominator of the
 * gradient, p (1 - p), above 1e-12, so that a certain but wrong prediction costs a finite amount.
 */
public final class BCELoss extends PointwiseLoss {
  private static final double LEAST_LOG = -100;
  private static final double LEAST_VARIANCE = 1e-12;

  @Override
  protected Expr value(Expr p, Expr t) {
    Expr least = Expr.constant(LEAST_LOG);
    Expr one = Expr.constant(1);
    Expr ifTrue = p.log().max(least);
    Expr ifFalse = p.negated().log1p().max(least);
    return t.minus(one).times(ifFalse).minus(t.times(ifTrue));
  }

  @Override
  protected Expr derivative(Expr p, Expr t) {
    Expr variance = Expr.constant(1).minus(p).times(p).max(Expr.constant(LEAST_VARIANCE));
    return p.minus(t).dividedBy(variance);
  }

  /**
   * Looks for numbers that are no probabilities.
   *
   * @throws IllegalArgumentException if one is below 0 or above 1
   */
  @Override
  protected void check(Tensor prediction, Tensor target) {
    checkProbabilities("prediction", prediction);
    checkProbabilities("target", target);
  }

  private static void checkProbabilities(String what, Tensor tensor) {
    for (int i = 0; i < tensor.size(); i++) {
      float value = tensor.get(i);
      // NaN passes, and shows in the loss as a divergence.
      if (value < 0 || value > 1) {
        throw new IllegalArgumentException(
            "BCELoss expects a probability from 0 to 1, but " + what + " " + i + " is " + value);
      }
    }
  }
}
