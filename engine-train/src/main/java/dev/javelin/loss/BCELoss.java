package dev.javelin.loss;

import dev.javelin.formula.Expr;
import dev.javelin.tensor.Tensor;
import java.util.List;

/**
 * Binary cross-entropy of probabilities p with targets t in [0, 1]: -w (t ln p + (1 - t) ln(1 -
 * p)), w the weight. As in PyTorch the logarithms are held above -100, and the denominator of the
 * gradient, p (1 - p), above 1e-12, so that a certain but wrong prediction costs a finite amount.
 */
public final class BCELoss extends PointwiseLoss {
  private static final double LEAST_LOG = -100;
  private static final double LEAST_VARIANCE = 1e-12;

  private final Tensor weight;

  /** With PyTorch's defaults: no weights, the mean. */
  public BCELoss() {
    this(null, Reduction.MEAN);
  }

  private BCELoss(Tensor weight, Reduction reduction) {
    super(reduction);
    this.weight = weight;
  }

  /** A loss of its own that weighs elements; a shape that broadcasts to that of the prediction. */
  public BCELoss withWeight(Tensor weight) {
    return new BCELoss(weight.copy(), reduction());
  }

  /** A loss of its own with another reduction. */
  public BCELoss withReduction(Reduction reduction) {
    return new BCELoss(weight, reduction);
  }

  @Override
  protected List<Factor> factors() {
    return weight == null ? List.of() : List.of(new Factor("weight", weight));
  }

  private Expr weighted(Expr value) {
    return weight == null ? value : value.times(factor(0));
  }

  @Override
  protected Expr value(Expr p, Expr t) {
    Expr least = Expr.constant(LEAST_LOG);
    Expr one = Expr.constant(1);
    Expr ifTrue = p.log().max(least);
    Expr ifFalse = p.negated().log1p().max(least);
    return weighted(t.minus(one).times(ifFalse).minus(t.times(ifTrue)));
  }

  @Override
  protected Expr derivative(Expr p, Expr t) {
    Expr variance = Expr.constant(1).minus(p).times(p).max(Expr.constant(LEAST_VARIANCE));
    return weighted(p.minus(t).dividedBy(variance));
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
