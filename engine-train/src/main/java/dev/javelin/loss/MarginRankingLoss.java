package dev.javelin.loss;

import static dev.javelin.formula.Expr.constant;

import dev.javelin.Engine;
import dev.javelin.formula.Expr;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;

/**
 * Of two scores, y says which must lead: max(0, margin - y (x1 - x2)) with y of 1 for the first and
 * -1 for the second. Inputs x1, x2 and y of one shape, a loss for each element; gradients by x1 and
 * x2.
 */
public final class MarginRankingLoss extends TernaryLoss {
  private final double margin;
  private final Reduction reduction;

  /** With PyTorch's defaults: margin 0, the mean. */
  public MarginRankingLoss() {
    this(0, Reduction.MEAN);
  }

  private MarginRankingLoss(double margin, Reduction reduction) {
    this.margin = margin;
    this.reduction = reduction;
  }

  /** A loss of its own with another margin. */
  public MarginRankingLoss withMargin(double margin) {
    return new MarginRankingLoss(margin, reduction);
  }

  /** A loss of its own with another reduction. */
  public MarginRankingLoss withReduction(Reduction reduction) {
    return new MarginRankingLoss(margin, reduction);
  }

  @Override
  public Cost bind(Shape scores, Shape target, Engine engine) {
    if (!target.equals(scores)) {
      throw new ShapeMismatchException("MarginRankingLoss (target)", scores.toString(), target);
    }
    return new BoundLoss(scores, engine);
  }

  /** max(0, {@link #behind}), and PyTorch's slope at the kink: that above it. */
  private final class BoundLoss extends PointwiseCost implements Cost {
    BoundLoss(Shape shape, Engine engine) {
      super(
          shape,
          reduction,
          reduction.divisor(shape.size()),
          engine,
          List.of(),
          behind().max(constant(0)),
          behind().ifNegative(constant(0), input(2).negated()),
          behind().ifNegative(constant(0), input(2)));
    }

    @Override
    public void forward(Tensor first, Tensor second, Tensor target) {
      input(0, first).input(1, second).input(2, target).run();
    }
  }

  private Expr behind() {
    Expr lead = PointwiseCost.input(0).minus(PointwiseCost.input(1));
    return constant(margin).minus(lead.times(PointwiseCost.input(2)));
  }
}
