package dev.javelin.loss;

import dev.javelin.formula.Expr;
import dev.javelin.nn.Activations;

/**
 * Logistic loss of scores x with targets y of 1 or -1: ln(1 + e^(-y x)). It stays finite where
 * PyTorch's exponential overflows, from |x| = 89 on.
 */
public final class SoftMarginLoss extends PointwiseLoss {
  private static final Activations.LogSigmoid LOG_SIGMOID = new Activations.LogSigmoid();

  /** With PyTorch's default, the mean. */
  public SoftMarginLoss() {
    this(Reduction.MEAN);
  }

  private SoftMarginLoss(Reduction reduction) {
    super(reduction);
  }

  /** A loss of its own with another reduction. */
  public SoftMarginLoss withReduction(Reduction reduction) {
    return new SoftMarginLoss(reduction);
  }

  @Override
  protected Expr value(Expr x, Expr y) {
    return LOG_SIGMOID.value(x.times(y)).negated();
  }

  @Override
  protected Expr derivative(Expr x, Expr y) {
    return y.negated().times(x.times(y).negated().sigmoid());
  }
}
