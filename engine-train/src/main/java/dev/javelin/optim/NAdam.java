package dev.javelin.optim;

import static dev.javelin.formula.Expr.constant;
import static dev.javelin.formula.Expr.scalar;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.math.Powers;
import java.util.List;

/**
 * NAdam (Dozat, "Incorporating Nesterov momentum into Adam", 2016), as PyTorch computes it. It has
 * a momentum schedule of its own, so unlike PyTorch's it takes none that cycles beta1 besides.
 */
public final class NAdam extends PointwiseOptimizer<NAdam.Settings> {
  /**
   * The settings.
   *
   * @param beta1 decay of the mean of gradients, 0.9
   * @param beta2 decay of the second moment, 0.999
   * @param epsilon added to the denominator, 1e-8
   * @param weightDecay L2 penalty, 0
   * @param momentumDecay decay of the momentum, 4e-3
   * @param decoupledWeightDecay whether the decay shrinks the parameter, as in {@link AdamW}, and
   *     leaves the gradient alone, false
   */
  public record Settings(
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      double momentumDecay,
      boolean decoupledWeightDecay) {
    /** PyTorch's defaults. */
    public static final Settings DEFAULT = new Settings(0.9, 0.999, 1e-8, 0, 4e-3, false);

    /**
     * Checks the ranges as PyTorch does.
     *
     * @throws IllegalArgumentException naming a setting out of range
     */
    public Settings {
      Limits.requireDecay("NAdam", "beta1", beta1);
      Limits.requireDecay("NAdam", "beta2", beta2);
      Limits.requireNotNegative("NAdam", "epsilon", epsilon);
      Limits.requireNotNegative("NAdam", "weightDecay", weightDecay);
      Limits.requireNotNegative("NAdam", "momentumDecay", momentumDecay);
    }

    /** With another beta1. */
    public Settings withBeta1(double beta1) {
      return new Settings(beta1, beta2, epsilon, weightDecay, momentumDecay, decoupledWeightDecay);
    }

    /** With another beta2. */
    public Settings withBeta2(double beta2) {
      return new Settings(beta1, beta2, epsilon, weightDecay, momentumDecay, decoupledWeightDecay);
    }

    /** With another epsilon. */
    public Settings withEpsilon(double epsilon) {
      return new Settings(beta1, beta2, epsilon, weightDecay, momentumDecay, decoupledWeightDecay);
    }

    /** With another weightDecay. */
    public Settings withWeightDecay(double weightDecay) {
      return new Settings(beta1, beta2, epsilon, weightDecay, momentumDecay, decoupledWeightDecay);
    }

    /** With another momentumDecay. */
    public Settings withMomentumDecay(double momentumDecay) {
      return new Settings(beta1, beta2, epsilon, weightDecay, momentumDecay, decoupledWeightDecay);
    }

    /** With another decoupledWeightDecay. */
    public Settings withDecoupledWeightDecay(boolean decoupledWeightDecay) {
      return new Settings(beta1, beta2, epsilon, weightDecay, momentumDecay, decoupledWeightDecay);
    }

    private double penalty() {
      return decoupledWeightDecay ? 0 : weightDecay;
    }
  }

  private static final int GRADIENT_RATE = 0;
  private static final int MEAN_RATE = 1;
  private static final int SQUARE_CORRECTION = 2;
  private static final int SHRINK = 3;
  // Not of the formula: the momentums of all steps so far, multiplied.
  private static final int PRODUCT = 4;

  /** With PyTorch's settings; its default rate is 0.002. */
  public NAdam(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), Settings.DEFAULT);
  }

  /** With other settings or a schedule. */
  public NAdam(List<Parameter> parameters, LearningRate rate, Settings settings) {
    this(List.of(new ParameterGroup<>(parameters, rate, settings)));
  }

  /** With groups of parameters. */
  public NAdam(List<ParameterGroup<Settings>> groups) {
    super(groups, 5);
  }

  @Override
  protected float[] initialState(ParameterGroup<Settings> group) {
    return new float[2];
  }

  @Override
  protected Formula formula(ParameterGroup<Settings> group, Expr rawGradient) {
    Settings settings = group.settings();
    Expr gradient = penalized(rawGradient, settings.penalty());
    Expr mean = decayingMean(state(0), gradient, constant(1 - settings.beta1()));
    Expr square = decayingSquare(state(1), gradient, settings.beta2());
    Expr root = square.sqrt().fma(scalar(SQUARE_CORRECTION), settings.epsilon());
    Expr step = gradient.times(scalar(GRADIENT_RATE)).plus(mean.times(scalar(MEAN_RATE)));
    Expr parameter =
        settings.decoupledWeightDecay() ? parameter().times(scalar(SHRINK)) : parameter();
    return update(parameter.minus(step.dividedBy(root)), mean, square);
  }

  @Override
  protected void prepare(
      Settings settings, double rate, double momentum, long step, float[] scalars) {
    double now = momentum(settings, step);
    double next = momentum(settings, step + 1);
    double product = (step == 1 ? 1 : scalars[PRODUCT]) * now;
    scalars[PRODUCT] = (float) product;
    scalars[GRADIENT_RATE] = (float) (rate * (1 - now) / (1 - product));
    scalars[MEAN_RATE] = (float) (rate * next / (1 - product * next));
    scalars[SHRINK] = (float) (1 - rate * settings.weightDecay());
    double correction = biasCorrection(settings.beta2(), step);
    scalars[SQUARE_CORRECTION] = (float) (1 / Math.sqrt(correction));
  }

  private static double momentum(Settings settings, long step) {
    double decay = Powers.pow(0.96, step * settings.momentumDecay());
    return settings.beta1() * (1 - 0.5 * decay);
  }
}
