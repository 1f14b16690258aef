package dev.javelin.optim;

import static dev.javelin.formula.Expr.constant;
import static dev.javelin.formula.Expr.scalar;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import java.util.List;

/**
 * RAdam (Liu et al., "On the variance of the adaptive learning rate and beyond", 2020): Adam once
 * the variance of its denominator can be estimated, plain momentum before.
 */
public final class RAdam extends PointwiseOptimizer<RAdam.Settings> {
  /**
   * The settings.
   *
   * @param beta1 decay of the mean of gradients, 0.9
   * @param beta2 decay of the second moment, 0.999
   * @param epsilon added to the denominator, 1e-8
   * @param weightDecay L2 penalty, 0
   * @param decoupledWeightDecay whether the decay shrinks the parameter, as in {@link AdamW}, and
   *     leaves the gradient alone, false
   */
  public record Settings(
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      boolean decoupledWeightDecay) {
    /** PyTorch's defaults. */
    public static final Settings DEFAULT = new Settings(0.9, 0.999, 1e-8, 0, false);

    /**
     * Checks the ranges as PyTorch does.
     *
     * @throws IllegalArgumentException naming a setting out of range
     */
    public Settings {
      Limits.requireDecay("RAdam", "beta1", beta1);
      Limits.requireDecay("RAdam", "beta2", beta2);
      Limits.requireNotNegative("RAdam", "epsilon", epsilon);
      Limits.requireNotNegative("RAdam", "weightDecay", weightDecay);
    }

    /** With another beta1. */
    public Settings withBeta1(double beta1) {
      return new Settings(beta1, beta2, epsilon, weightDecay, decoupledWeightDecay);
    }

    /** With another beta2. */
    public Settings withBeta2(double beta2) {
      return new Settings(beta1, beta2, epsilon, weightDecay, decoupledWeightDecay);
    }

    /** With another epsilon. */
    public Settings withEpsilon(double epsilon) {
      return new Settings(beta1, beta2, epsilon, weightDecay, decoupledWeightDecay);
    }

    /** With another weightDecay. */
    public Settings withWeightDecay(double weightDecay) {
      return new Settings(beta1, beta2, epsilon, weightDecay, decoupledWeightDecay);
    }

    /** With another decoupledWeightDecay. */
    public Settings withDecoupledWeightDecay(boolean decoupledWeightDecay) {
      return new Settings(beta1, beta2, epsilon, weightDecay, decoupledWeightDecay);
    }

    private double penalty() {
      return decoupledWeightDecay ? 0 : weightDecay;
    }
  }

  private static final int STEP_SIZE = 0;
  private static final int RECTIFIED = 1;
  private static final int MEAN_SHARE = 2;
  private static final int SHRINK = 3;

  /** With PyTorch's settings; its default rate is 0.001. */
  public RAdam(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), Settings.DEFAULT);
  }

  /** With other settings or a schedule. */
  public RAdam(List<Parameter> parameters, LearningRate rate, Settings settings) {
    this(List.of(new ParameterGroup<>(parameters, rate, settings)));
  }

  /** With groups of parameters. */
  public RAdam(List<ParameterGroup<Settings>> groups) {
    super(groups, 4, Settings::beta1);
  }

  @Override
  protected float[] initialState(ParameterGroup<Settings> group) {
    return new float[2];
  }

  @Override
  protected Formula formula(ParameterGroup<Settings> group, Expr rawGradient) {
    Settings settings = group.settings();
    Expr gradient = penalized(rawGradient, settings.penalty());
    Expr mean = decayingMean(state(0), gradient, scalar(MEAN_SHARE));
    Expr square = decayingSquare(state(1), gradient, settings.beta2());
    Expr adaptive = scalar(RECTIFIED).dividedBy(square.sqrt().plus(settings.epsilon()));
    Expr factor = scalar(RECTIFIED).ifZero(constant(1), adaptive);
    Expr direction = mean.times(factor);
    Expr parameter =
        settings.decoupledWeightDecay() ? parameter().times(scalar(SHRINK)) : parameter();
    return update(direction.negated().fma(scalar(STEP_SIZE), parameter), mean, square);
  }

  @Override
  protected void prepare(
      Settings settings, double rate, double momentum, long step, float[] scalars) {
    double correction = biasCorrection(settings.beta2(), step);
    double longest = 2 / (1 - settings.beta2()) - 1;
    double length = longest - 2 * step * (1 - correction) / correction;
    double rectification =
        Math.sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
    scalars[STEP_SIZE] = (float) (rate / biasCorrection(momentum, step));
    scalars[MEAN_SHARE] = (float) (1 - momentum);
    scalars[SHRINK] = (float) (1 - rate * settings.weightDecay());
    scalars[RECTIFIED] = length > 5 ? (float) (rectification * Math.sqrt(correction)) : 0;
  }
}
