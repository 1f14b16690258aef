package dev.javelin.loss;

import static dev.javelin.formula.Expr.constant;

import dev.javelin.formula.Expr;

/**
 * Of distances x with targets y: x where y is 1, max(0, margin - x) where y is -1. As in PyTorch,
 * any other y costs both.
 */
public final class HingeEmbeddingLoss extends PointwiseLoss {
  private final double margin;

  /** With PyTorch's defaults: margin 1, the mean. */
  public HingeEmbeddingLoss() {
    this(1, Reduction.MEAN);
  }

  private HingeEmbeddingLoss(double margin, Reduction reduction) {
    super(reduction);
    this.margin = margin;
  }

  /** A loss of its own with another margin. */
  public HingeEmbeddingLoss withMargin(double margin) {
    return new HingeEmbeddingLoss(margin, reduction());
  }

  /** A loss of its own with another reduction. */
  public HingeEmbeddingLoss withReduction(Reduction reduction) {
    return new HingeEmbeddingLoss(margin, reduction);
  }

  @Override
  protected Expr value(Expr x, Expr y) {
    return sum(y, x, constant(margin).minus(x).max(constant(0)));
  }

  @Override
  protected Expr derivative(Expr x, Expr y) {
    // PyTorch takes the slope at the kink as that within the margin.
    Expr within = constant(margin).ifLess(x, constant(0), constant(-1));
    return sum(y, constant(1), within);
  }

  private static Expr sum(Expr y, Expr ifSimilar, Expr ifDifferent) {
    Expr zero = constant(0);
    return y.minus(1).ifZero(zero, ifDifferent).plus(y.plus(1).ifZero(zero, ifSimilar));
  }
}
