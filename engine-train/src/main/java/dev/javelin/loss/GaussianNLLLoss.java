package dev.javelin.loss;

import static dev.javelin.formula.Expr.constant;

import dev.javelin.Engine;
import dev.javelin.formula.Expr;
import dev.javelin.kernels.Reductions;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Negative log-likelihood of targets t under normal distributions of mean x and variance v (Nix and
 * Weigend, "Estimating the mean and variance of the target probability distribution", 1994): (ln v
 * + (x - t)^2 / v) / 2, plus ln(2 pi) / 2 with {@link #withFull}. The variance is held above eps;
 * as in PyTorch its gradient passes as if it were not.
 *
 * <p>Inputs {@code x, t, v}: x and t of one shape; v of that shape, or a single number {@code []},
 * or one variance for each run along the last axis, whose length in v is then 1 or which v lacks.
 * Gradients by x and v.
 */
public final class GaussianNLLLoss extends TernaryLoss {
  private static final String NAME = "GaussianNLLLoss";

  private final boolean full;
  private final double eps;
  private final Reduction reduction;

  /** With PyTorch's defaults: no constant term, eps 1e-6, the mean. */
  public GaussianNLLLoss() {
    this(false, 1e-6, Reduction.MEAN);
  }

  private GaussianNLLLoss(boolean full, double eps, Reduction reduction) {
    this.full = full;
    this.eps = eps;
    this.reduction = reduction;
  }

  /** A loss of its own that adds the constant term. */
  public GaussianNLLLoss withFull() {
    return new GaussianNLLLoss(true, eps, reduction);
  }

  /**
   * A loss of its own with another least variance.
   *
   * @throws IllegalArgumentException unless positive
   */
  public GaussianNLLLoss withEps(double eps) {
    if (!(eps > 0)) {
      throw new IllegalArgumentException(NAME + ": eps must be positive: " + eps);
    }
    return new GaussianNLLLoss(full, eps, reduction);
  }

  /** A loss of its own with another reduction. */
  public GaussianNLLLoss withReduction(Reduction reduction) {
    return new GaussianNLLLoss(full, eps, reduction);
  }

  @Override
  public Cost bind(Shape mean, Shape variance, Engine engine) {
    if (!fits(variance, mean)) {
      throw new ShapeMismatchException(
          NAME + " (variance)", mean + ", with or without 1 for the last axis, or []", variance);
    }
    return new BoundLoss(mean, variance, engine);
  }

  private static boolean fits(Shape variance, Shape mean) {
    if (variance.rank() == 0 || variance.equals(mean)) {
      return true;
    }
    if (mean.rank() == 0) {
      return false;
    }
    Shape shorter = Shape.of(Arrays.copyOf(mean.toArray(), mean.rank() - 1));
    return variance.equals(shorter) || variance.equals(mean.with(-1, 1));
  }

  private Expr value() {
    Expr loss = variance().log().plus(error().times(error()).dividedBy(variance())).times(0.5);
    return full ? loss.plus(0.5 * Math.log(2 * Math.PI)) : loss;
  }

  private static Expr error() {
    return PointwiseCost.input(0).minus(PointwiseCost.input(1));
  }

  private Expr variance() {
    return PointwiseCost.input(2).max(constant(eps));
  }

  private Expr byMean() {
    return error().dividedBy(variance());
  }

  private Expr byVariance() {
    return constant(1).minus(error().times(byMean())).times(0.5).dividedBy(variance());
  }

  private final class BoundLoss extends PointwiseCost implements Cost {
    private final Reductions reductions;
    private final int run;
    private final Tensor repeated;
    private final Tensor sums;

    BoundLoss(Shape mean, Shape variance, Engine engine) {
      super(
          mean,
          reduction,
          reduction.divisor(mean.size()),
          engine,
          List.of(),
          GaussianNLLLoss.this.value(),
          byMean(),
          null,
          byVariance());
      reductions = engine.kernels().reductions();
      run = mean.size() / variance.size();
      repeated = Tensor.zeros(mean);
      sums = Tensor.zeros(variance);
    }

    @Override
    public void forward(Tensor mean, Tensor target, Tensor variance) {
      for (int i = 0; i < variance.size(); i++) {
        float v = variance.get(i);
        // NaN passes, and shows in the loss as a divergence.
        if (v < 0) {
          throw new IllegalArgumentException(
              NAME + " expects variances from 0 on, but variance " + i + " is " + v);
        }
        Arrays.fill(repeated.array(), i * run, (i + 1) * run, v);
      }
      input(0, mean).input(1, target).input(2, repeated).run();
      Tensor byVariance = super.gradient(2);
      for (int i = 0; i < sums.size(); i++) {
        sums.set(i, (float) reductions.sum(byVariance.array(), i * run, run));
      }
    }

    @Override
    public Tensor gradient(int input) {
      return input == 2 ? sums : super.gradient(input);
    }
  }
}
