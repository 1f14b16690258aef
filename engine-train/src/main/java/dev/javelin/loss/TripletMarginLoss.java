package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;

/**
 * The margin by which an anchor must be nearer to a positive than to a negative (Balntas et al.,
 * "Learning local feature descriptors with triplets and shallow convolutional neural networks",
 * 2016): max(0, margin + d(a, p) - d(a, n)), where d is the p-norm of the difference, to which eps
 * is added. The distance swap takes the smaller of d(a, n) and d(p, n).
 *
 * <p>Inputs {@code anchor, positive, negative}, all {@code [N, D]}, a loss for each row; gradients
 * by all three.
 */
public final class TripletMarginLoss extends TernaryLoss {
  private final double margin;
  private final PNorm norm;
  private final boolean swap;
  private final Reduction reduction;

  /** With PyTorch's defaults: margin 1, p 2, eps 1e-6, no swap, the mean. */
  public TripletMarginLoss() {
    this(1, new PNorm(2, 1e-6), false, Reduction.MEAN);
  }

  private TripletMarginLoss(double margin, PNorm norm, boolean swap, Reduction reduction) {
    this.margin = margin;
    this.norm = norm;
    this.swap = swap;
    this.reduction = reduction;
  }

  /**
   * A loss of its own with another margin.
   *
   * @throws IllegalArgumentException unless positive
   */
  public TripletMarginLoss withMargin(double margin) {
    requirePositive("margin", margin);
    return new TripletMarginLoss(margin, norm, swap, reduction);
  }

  /**
   * A loss of its own with another norm; infinity for the largest difference.
   *
   * @throws IllegalArgumentException unless positive
   */
  public TripletMarginLoss withP(double p) {
    requirePositive("p", p);
    return new TripletMarginLoss(margin, new PNorm(p, norm.eps()), swap, reduction);
  }

  /** A loss of its own that adds another number to the differences. */
  public TripletMarginLoss withEps(double eps) {
    return new TripletMarginLoss(margin, new PNorm(norm.p(), eps), swap, reduction);
  }

  /** A loss of its own with the distance swap. */
  public TripletMarginLoss withSwap() {
    return new TripletMarginLoss(margin, norm, true, reduction);
  }

  /** A loss of its own with another reduction. */
  public TripletMarginLoss withReduction(Reduction reduction) {
    return new TripletMarginLoss(margin, norm, swap, reduction);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(
          "TripletMarginLoss: " + name + " must be positive: " + value);
    }
  }

  @Override
  public Cost bind(Shape anchor, Shape negative, Engine engine) {
    if (anchor.rank() != 2) {
      throw new ShapeMismatchException("TripletMarginLoss", "[N, D]", anchor);
    }
    if (!negative.equals(anchor)) {
      throw new ShapeMismatchException("TripletMarginLoss (negative)", anchor.toString(), negative);
    }
    return new BoundLoss(anchor, engine);
  }

  private final class BoundLoss extends ReducedCost implements Cost {
    private final double divisor;
    private final Tensor byAnchor;
    private final Tensor byPositive;
    private final Tensor byNegative;

    BoundLoss(Shape shape, Engine engine) {
      super(reduction, Shape.of(shape.dim(0)), engine);
      divisor = divisor(shape.dim(0));
      byAnchor = Tensor.zeros(shape);
      byPositive = Tensor.zeros(shape);
      byNegative = Tensor.zeros(shape);
    }

    @Override
    public void forward(Tensor anchor, Tensor positive, Tensor negative) {
      Arrays.fill(byAnchor.array(), 0);
      Arrays.fill(byPositive.array(), 0);
      Arrays.fill(byNegative.array(), 0);
      for (int row = 0; row < buffer().size(); row++) {
        buffer().set(row, (float) row(row, anchor, positive, negative));
      }
      reduce(divisor);
    }

    private double row(int row, Tensor anchor, Tensor positive, Tensor negative) {
      double near = norm.distance(row, anchor, positive);
      double far = norm.distance(row, anchor, negative);
      double swapped = swap ? norm.distance(row, positive, negative) : Double.POSITIVE_INFINITY;
      double loss = margin + near - Math.min(far, swapped);
      // PyTorch takes the slope at the kink as that above it.
      if (loss < 0) {
        return 0;
      }
      double scale = 1 / divisor;
      norm.addGradients(row, anchor, positive, scale, byAnchor, byPositive);
      // Equal distances share, as in PyTorch.
      double share = swap && far == swapped ? scale / 2 : scale;
      if (far <= swapped) {
        norm.addGradients(row, anchor, negative, -share, byAnchor, byNegative);
      }
      if (swap && swapped <= far) {
        norm.addGradients(row, positive, negative, -share, byPositive, byNegative);
      }
      return loss;
    }

    @Override
    public Tensor gradient(int input) {
      return gradient(input, byAnchor, byPositive, byNegative);
    }
  }
}
