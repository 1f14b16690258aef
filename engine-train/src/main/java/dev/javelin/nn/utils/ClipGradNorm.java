package dev.javelin.nn.utils;

import static dev.javelin.formula.Expr.constant;
import static dev.javelin.formula.Expr.input;
import static dev.javelin.formula.Expr.scalar;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.math.Powers;
import dev.javelin.plan.PointwisePass;
import dev.javelin.plan.PointwiseReduction;
import dev.javelin.tensor.Tensor;
import java.util.List;

/**
 * PyTorch's {@code clip_grad_norm_}: scales all gradients by one factor so that the norm of all of
 * them, as one vector, is at most {@code maxNorm}. Made once for a model, and run between backward
 * and step; parameters without a gradient do not count.
 *
 * <pre>{@code
 * model.backward(cost.gradient());
 * clip.run();
 * optimizer.step();
 * }</pre>
 */
public final class ClipGradNorm {
  private final List<Parameter> parameters;
  private final double maxNorm;
  private final double normType;
  private final boolean errorIfNonfinite;
  private final float[] factor = new float[1];
  private PointwiseReduction[] norms = {};
  private PointwisePass[] scalings = {};
  private boolean bound;

  /** By the Euclidean norm. */
  public ClipGradNorm(List<Parameter> parameters, double maxNorm) {
    this(parameters, maxNorm, 2, false);
  }

  /**
   * With all options.
   *
   * @param normType p of the p-norm, which may be infinite
   * @param errorIfNonfinite whether a norm that is infinite or not a number is an error; if not, it
   *     turns the gradients into NaN or zeros, as in PyTorch
   * @throws IllegalArgumentException if the limit is negative or p not above 0
   */
  public ClipGradNorm(
      List<Parameter> parameters, double maxNorm, double normType, boolean errorIfNonfinite) {
    if (!(maxNorm >= 0 && normType > 0)) {
      throw new IllegalArgumentException(
          "ClipGradNorm needs a limit of 0 or more and a p above 0, not %s and %s"
              .formatted(maxNorm, normType));
    }
    this.parameters = List.copyOf(parameters);
    this.maxNorm = maxNorm;
    this.normType = normType;
    this.errorIfNonfinite = errorIfNonfinite;
  }

  /** Runs on an engine from now on; without it, on the calling thread. */
  public ClipGradNorm to(Engine engine) {
    int count = parameters.size();
    norms = new PointwiseReduction[count];
    scalings = new PointwisePass[count];
    var scaled = Formula.store(0, input(0).times(scalar(0))).program();
    for (int i = 0; i < count; i++) {
      Tensor gradient = parameters.get(i).gradientBuffer();
      norms[i] = new PointwiseReduction(engine, power(input(0)), gradient.size());
      norms[i].operand(0, gradient);
      scalings[i] = new PointwisePass(engine, scaled, gradient.size(), factor).operand(0, gradient);
    }
    bound = true;
    return this;
  }

  private Expr power(Expr x) {
    if (normType == 2) {
      return x.times(x);
    }
    if (normType == 1 || normType == Double.POSITIVE_INFINITY) {
      return x.abs();
    }
    Expr power = x.abs().log().times(normType).exp();
    return x.ifZero(constant(0), power);
  }

  /**
   * Clips.
   *
   * @return the norm before
   * @throws ArithmeticException if that is infinite or not a number, and an error
   */
  public double run() {
    if (!bound) {
      to(Engine.create(1));
    }
    double norm = norm();
    if (errorIfNonfinite && !Double.isFinite(norm)) {
      throw new ArithmeticException(
          "the norm of the gradients is " + norm + " and cannot be clipped");
    }
    factor[0] = (float) (maxNorm / (norm + 1e-6));
    // Also where it is not a number.
    if (!(factor[0] >= 1)) {
      for (int i = 0; i < scalings.length; i++) {
        if (parameters.get(i).hasGradient()) {
          scalings[i].run();
        }
      }
    }
    return norm;
  }

  private double norm() {
    boolean largest = normType == Double.POSITIVE_INFINITY;
    double total = 0;
    for (int i = 0; i < norms.length; i++) {
      if (parameters.get(i).hasGradient()) {
        total = largest ? Math.max(total, norms[i].max()) : total + norms[i].sum();
      }
    }
    if (largest || normType == 1) {
      return total;
    }
    return normType == 2 ? Math.sqrt(total) : Powers.pow(total, 1 / normType);
  }
}
