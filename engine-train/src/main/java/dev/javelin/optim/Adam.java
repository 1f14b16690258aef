package dev.javelin.optim;

import static dev.javelin.formula.Expr.constant;
import static dev.javelin.formula.Expr.input;
import static dev.javelin.formula.Expr.scalar;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import java.util.List;

/**
 * Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015), as PyTorch computes it:
 *
 * <pre>
 * m = beta1 m + (1 - beta1) g
 * v = beta2 v + (1 - beta2) g^2
 * parameter -= rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
 * </pre>
 *
 * <p>Weight decay adds that share of the parameter to the gradient.
 */
public final class Adam extends PointwiseOptimizer {
  /**
   * The settings, with PyTorch's defaults.
   *
   * @param beta1 decay of the mean of gradients, 0.9
   * @param beta2 decay of the mean of their squares, 0.999
   * @param epsilon added to the denominator, 1e-8
   * @param weightDecay L2 penalty, 0
   */
  public record Settings(double beta1, double beta2, double epsilon, double weightDecay) {
    /** PyTorch's defaults. */
    public static final Settings DEFAULT = new Settings(0.9, 0.999, 1e-8, 0);

    /**
     * Checks the ranges as PyTorch does.
     *
     * @throws IllegalArgumentException for a beta outside [0, 1), a negative epsilon or decay
     */
    public Settings {
      if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
        throw new IllegalArgumentException("betas must be in [0, 1): " + beta1 + ", " + beta2);
      }
      if (!(epsilon >= 0) || !(weightDecay >= 0)) {
        throw new IllegalArgumentException(
            "epsilon and weight decay must not be negative: " + epsilon + ", " + weightDecay);
      }
    }

    /** With other betas. */
    public Settings withBetas(double beta1, double beta2) {
      return new Settings(beta1, beta2, epsilon, weightDecay);
    }

    /** With another epsilon. */
    public Settings withEpsilon(double epsilon) {
      return new Settings(beta1, beta2, epsilon, weightDecay);
    }

    /** With another weight decay. */
    public Settings withWeightDecay(double weightDecay) {
      return new Settings(beta1, beta2, epsilon, weightDecay);
    }
  }

  private static final int STEP_SIZE = 0;
  private static final int SQUARE_CORRECTION = 1;

  private final Settings settings;

  /** With PyTorch's settings; its default rate is 0.001. */
  public Adam(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), Settings.DEFAULT);
  }

  /** With other settings or a schedule. */
  public Adam(List<Parameter> parameters, LearningRate rate, Settings settings) {
    super(parameters, rate, 2, 2);
    this.settings = settings;
  }

  @Override
  protected Formula formula() {
    Expr parameter = input(PARAMETER);
    Expr gradient = input(GRADIENT);
    if (settings.weightDecay() != 0) {
      gradient = parameter.fma(constant(settings.weightDecay()), gradient);
    }
    Expr mean = input(STATE);
    Expr square = input(STATE + 1);
    Expr newMean = gradient.minus(mean).fma(constant(1 - settings.beta1()), mean);
    Expr newSquare =
        square.fma(
            constant(settings.beta2()), gradient.times(gradient).times(1 - settings.beta2()));
    Expr denominator =
        newSquare.sqrt().fma(scalar(SQUARE_CORRECTION), constant(settings.epsilon()));
    Expr moved = newMean.dividedBy(denominator).negated().fma(scalar(STEP_SIZE), parameter);
    return Formula.store(STATE, newMean).andStore(STATE + 1, newSquare).andStore(PARAMETER, moved);
  }

  @Override
  protected void prepare(double rate, long step, float[] scalars) {
    scalars[STEP_SIZE] = (float) (rate / (1 - StrictMath.pow(settings.beta1(), (double) step)));
    scalars[SQUARE_CORRECTION] =
        (float) (1 / Math.sqrt(1 - StrictMath.pow(settings.beta2(), (double) step)));
  }
}
