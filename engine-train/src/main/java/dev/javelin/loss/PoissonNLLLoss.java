package dev.javelin.loss;

import static dev.javelin.formula.Expr.constant;

import dev.javelin.formula.Expr;

/**
 * Negative log-likelihood of counts t under Poisson distributions, without the term ln t! or with
 * Stirling's approximation of it. The prediction x is the logarithm of the mean, with loss e^x - t
 * x, or the mean, with loss x - t ln(x + eps).
 */
public final class PoissonNLLLoss extends PointwiseLoss {
  private final boolean logInput;
  private final boolean full;
  private final double eps;

  /** With PyTorch's defaults: predictions are logarithms, no Stirling term, eps 1e-8, the mean. */
  public PoissonNLLLoss() {
    this(true, false, 1e-8, Reduction.MEAN);
  }

  private PoissonNLLLoss(boolean logInput, boolean full, double eps, Reduction reduction) {
    super(reduction);
    this.logInput = logInput;
    this.full = full;
    this.eps = eps;
  }

  /** A loss of its own whose predictions are logarithms of means, or means. */
  public PoissonNLLLoss withLogInput(boolean logInput) {
    return new PoissonNLLLoss(logInput, full, eps, reduction());
  }

  /** A loss of its own that adds t ln t - t + ln(2 pi t) / 2 for targets above 1. */
  public PoissonNLLLoss withFull() {
    return new PoissonNLLLoss(logInput, true, eps, reduction());
  }

  /**
   * A loss of its own that adds another number to means before their logarithm.
   *
   * @throws IllegalArgumentException if negative
   */
  public PoissonNLLLoss withEps(double eps) {
    if (!(eps >= 0)) {
      throw new IllegalArgumentException("PoissonNLLLoss: eps must not be negative: " + eps);
    }
    return new PoissonNLLLoss(logInput, full, eps, reduction());
  }

  /** A loss of its own with another reduction. */
  public PoissonNLLLoss withReduction(Reduction reduction) {
    return new PoissonNLLLoss(logInput, full, eps, reduction);
  }

  @Override
  protected Expr value(Expr x, Expr t) {
    Expr loss = logInput ? x.exp().minus(t.times(x)) : x.minus(t.times(x.plus(eps).log()));
    return full ? loss.plus(constant(1).ifLess(t, stirling(t), constant(0))) : loss;
  }

  private static Expr stirling(Expr t) {
    return t.times(t.log()).minus(t).plus(t.times(2 * Math.PI).log().times(0.5));
  }

  @Override
  protected Expr derivative(Expr x, Expr t) {
    return logInput ? x.exp().minus(t) : constant(1).minus(t.dividedBy(x.plus(eps)));
  }
}
