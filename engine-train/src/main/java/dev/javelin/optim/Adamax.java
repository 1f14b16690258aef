package dev.javelin.optim;

import static dev.javelin.formula.Expr.scalar;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import java.util.List;

/**
 * Adamax (Kingma and Ba, 2015): Adam with a decaying maximum of gradients in place of the root mean
 * square.
 */
public final class Adamax extends PointwiseOptimizer<Adamax.Settings> {
  /**
   * The settings.
   *
   * @param beta1 decay of the mean of gradients, 0.9
   * @param beta2 decay of the second moment, 0.999
   * @param epsilon added to the denominator, 1e-8
   * @param weightDecay L2 penalty, 0
   */
  public record Settings(double beta1, double beta2, double epsilon, double weightDecay) {
    /** PyTorch's defaults. */
    public static final Settings DEFAULT = new Settings(0.9, 0.999, 1e-8, 0);

    /**
     * Checks the ranges as PyTorch does.
     *
     * @throws IllegalArgumentException naming a setting out of range
     */
    public Settings {
      Limits.requireDecay("Adamax", "beta1", beta1);
      Limits.requireDecay("Adamax", "beta2", beta2);
      Limits.requireNotNegative("Adamax", "epsilon", epsilon);
      Limits.requireNotNegative("Adamax", "weightDecay", weightDecay);
    }

    /** With another beta1. */
    public Settings withBeta1(double beta1) {
      return new Settings(beta1, beta2, epsilon, weightDecay);
    }

    /** With another beta2. */
    public Settings withBeta2(double beta2) {
      return new Settings(beta1, beta2, epsilon, weightDecay);
    }

    /** With another epsilon. */
    public Settings withEpsilon(double epsilon) {
      return new Settings(beta1, beta2, epsilon, weightDecay);
    }

    /** With another weightDecay. */
    public Settings withWeightDecay(double weightDecay) {
      return new Settings(beta1, beta2, epsilon, weightDecay);
    }
  }

  private static final int STEP_SIZE = 0;
  private static final int MEAN_SHARE = 1;

  /** With PyTorch's settings; its default rate is 0.002. */
  public Adamax(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), Settings.DEFAULT);
  }

  /** With other settings or a schedule. */
  public Adamax(List<Parameter> parameters, LearningRate rate, Settings settings) {
    this(List.of(new ParameterGroup<>(parameters, rate, settings)));
  }

  /** With groups of parameters. */
  public Adamax(List<ParameterGroup<Settings>> groups) {
    super(groups, 2, Settings::beta1);
  }

  @Override
  protected float[] initialState(ParameterGroup<Settings> group) {
    return new float[2];
  }

  @Override
  protected Formula formula(ParameterGroup<Settings> group, Expr rawGradient) {
    Settings settings = group.settings();
    Expr gradient = penalized(rawGradient, settings.weightDecay());
    Expr mean = decayingMean(state(0), gradient, scalar(MEAN_SHARE));
    Expr norm = state(1).times(settings.beta2()).max(gradient.abs().plus(settings.epsilon()));
    Expr direction = mean.dividedBy(norm);
    return update(direction.negated().fma(scalar(STEP_SIZE), parameter()), mean, norm);
  }

  @Override
  protected void prepare(
      Settings settings, double rate, double momentum, long step, float[] scalars) {
    scalars[STEP_SIZE] = (float) (rate / biasCorrection(momentum, step));
    scalars[MEAN_SHARE] = (float) (1 - momentum);
  }
}
