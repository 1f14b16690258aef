package dev.javelin.loss;

import static dev.javelin.formula.Expr.constant;

import dev.javelin.formula.Expr;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Binary cross-entropy of logits x with targets t in [0, 1]: -w (q t ln s(x) + (1 - t) ln s(-x)),
 * where s is the logistic function, w the weight and q the weight of positives. No logit overflows,
 * and none loses its digits as the sum of a sigmoid and {@link BCELoss} would.
 */
public final class BCEWithLogitsLoss extends PointwiseLoss {
  private final Tensor weight;
  private final Tensor posWeight;

  /** With PyTorch's defaults: no weights, the mean. */
  public BCEWithLogitsLoss() {
    this(null, null, Reduction.MEAN);
  }

  private BCEWithLogitsLoss(Tensor weight, Tensor posWeight, Reduction reduction) {
    super(reduction);
    this.weight = weight;
    this.posWeight = posWeight;
  }

  /** A loss of its own that weighs elements; a shape that broadcasts to that of the prediction. */
  public BCEWithLogitsLoss withWeight(Tensor weight) {
    return new BCEWithLogitsLoss(weight.copy(), posWeight, reduction());
  }

  /**
   * A loss of its own that weighs positives; a shape that broadcasts, such as {@code [classes]}.
   */
  public BCEWithLogitsLoss withPosWeight(Tensor posWeight) {
    return new BCEWithLogitsLoss(weight, posWeight.copy(), reduction());
  }

  /** A loss of its own with another reduction. */
  public BCEWithLogitsLoss withReduction(Reduction reduction) {
    return new BCEWithLogitsLoss(weight, posWeight, reduction);
  }

  @Override
  protected List<Factor> factors() {
    var factors = new ArrayList<Factor>();
    if (weight != null) {
      factors.add(new Factor("weight", weight));
    }
    if (posWeight != null) {
      factors.add(new Factor("posWeight", posWeight));
    }
    return factors;
  }

  private Expr weighted(Expr value) {
    return weight == null ? value : value.times(factor(0));
  }

  private Expr positive(Expr target) {
    return posWeight == null ? target : target.times(factor(weight == null ? 0 : 1));
  }

  @Override
  protected Expr value(Expr x, Expr t) {
    Expr tail = decay(x).log1p();
    Expr ifTrue = x.min(constant(0)).minus(tail);
    Expr ifFalse = x.negated().min(constant(0)).minus(tail);
    return weighted(t.minus(1).times(ifFalse).minus(positive(t).times(ifTrue)));
  }

  @Override
  protected Expr derivative(Expr x, Expr t) {
    // (1 - t) s(x) - q t s(-x): neither term cancels where the loss is small.
    Expr large = constant(1).dividedBy(decay(x).plus(1));
    Expr small = decay(x).times(large);
    Expr ifFalse = constant(1).minus(t).times(x.ifNegative(small, large));
    return weighted(ifFalse.minus(positive(t).times(x.ifNegative(large, small))));
  }

  /** e^-|x|, the one exponential that all terms share. */
  private static Expr decay(Expr x) {
    return x.abs().negated().exp();
  }
}
