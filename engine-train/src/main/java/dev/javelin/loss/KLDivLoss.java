package dev.javelin.loss;

import static dev.javelin.formula.Expr.constant;

import dev.javelin.formula.Expr;
import dev.javelin.tensor.Shape;

/**
 * Kullback-Leibler divergence, element by element, of log-probabilities x from target probabilities
 * t: t (ln t - x), 0 for t = 0. The mean over all elements, PyTorch's default, is not the
 * divergence of a batch; {@link #withBatchMean} is.
 */
public final class KLDivLoss extends PointwiseLoss {
  private final boolean logTarget;
  private final boolean batchMean;

  /** With PyTorch's defaults: targets are probabilities, the mean over all elements. */
  public KLDivLoss() {
    this(false, false, Reduction.MEAN);
  }

  private KLDivLoss(boolean logTarget, boolean batchMean, Reduction reduction) {
    super(reduction);
    this.logTarget = logTarget;
    this.batchMean = batchMean;
  }

  /** A loss of its own whose targets are logarithms of probabilities: e^t (t - x). */
  public KLDivLoss withLogTarget() {
    return new KLDivLoss(true, batchMean, reduction());
  }

  /** A loss of its own with another reduction. */
  public KLDivLoss withReduction(Reduction reduction) {
    return new KLDivLoss(logTarget, false, reduction);
  }

  /** A loss of its own that divides the sum by the first axis: PyTorch's 'batchmean'. */
  public KLDivLoss withBatchMean() {
    return new KLDivLoss(logTarget, true, Reduction.MEAN);
  }

  @Override
  protected double divisor(Shape shape) {
    return batchMean ? shape.dim(0) : super.divisor(shape);
  }

  @Override
  protected Expr value(Expr x, Expr t) {
    if (logTarget) {
      return t.exp().times(t.minus(x));
    }
    return t.ifZero(constant(0), t.times(t.log())).minus(t.times(x));
  }

  @Override
  protected Expr derivative(Expr x, Expr t) {
    return logTarget ? t.exp().negated() : t.negated();
  }
}
