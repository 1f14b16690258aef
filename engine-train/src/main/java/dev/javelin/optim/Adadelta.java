package dev.javelin.optim;

import static dev.javelin.formula.Expr.scalar;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import java.util.List;

/**
 * Adadelta (Zeiler, 2012): a step is g times the ratio of the root mean square of past steps to
 * that of past gradients.
 */
public final class Adadelta extends PointwiseOptimizer<Adadelta.Settings> {
  /**
   * The settings.
   *
   * @param rho decay of both means, 0.9
   * @param epsilon added under both roots, 1e-6
   * @param weightDecay L2 penalty, 0
   */
  public record Settings(double rho, double epsilon, double weightDecay) {
    /** PyTorch's defaults. */
    public static final Settings DEFAULT = new Settings(0.9, 1e-6, 0);

    /**
     * Checks the ranges as PyTorch does.
     *
     * @throws IllegalArgumentException naming a setting out of range
     */
    public Settings {
      Limits.requireDecay("Adadelta", "rho", rho);
      Limits.requireNotNegative("Adadelta", "epsilon", epsilon);
      Limits.requireNotNegative("Adadelta", "weightDecay", weightDecay);
    }

    /** With another rho. */
    public Settings withRho(double rho) {
      return new Settings(rho, epsilon, weightDecay);
    }

    /** With another epsilon. */
    public Settings withEpsilon(double epsilon) {
      return new Settings(rho, epsilon, weightDecay);
    }

    /** With another weightDecay. */
    public Settings withWeightDecay(double weightDecay) {
      return new Settings(rho, epsilon, weightDecay);
    }
  }

  private static final int RATE = 0;

  /** With PyTorch's settings; its default rate is 1. */
  public Adadelta(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), Settings.DEFAULT);
  }

  /** With other settings or a schedule. */
  public Adadelta(List<Parameter> parameters, LearningRate rate, Settings settings) {
    this(List.of(new ParameterGroup<>(parameters, rate, settings)));
  }

  /** With groups of parameters. */
  public Adadelta(List<ParameterGroup<Settings>> groups) {
    super(groups, 1);
  }

  @Override
  protected float[] initialState(ParameterGroup<Settings> group) {
    return new float[2];
  }

  @Override
  protected Formula formula(ParameterGroup<Settings> group, Expr rawGradient) {
    Settings settings = group.settings();
    Expr gradient = penalized(rawGradient, settings.weightDecay());
    Expr square = decayingSquare(state(0), gradient, settings.rho());
    Expr oldSteps = state(1).plus(settings.epsilon()).sqrt();
    Expr delta = oldSteps.dividedBy(square.plus(settings.epsilon()).sqrt()).times(gradient);
    Expr steps = decayingSquare(state(1), delta, settings.rho());
    return update(delta.negated().fma(scalar(RATE), parameter()), square, steps);
  }

  @Override
  protected void prepare(
      Settings settings, double rate, double momentum, long step, float[] scalars) {
    scalars[RATE] = (float) rate;
  }
}
