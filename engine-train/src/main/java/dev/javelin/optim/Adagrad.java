package dev.javelin.optim;

import static dev.javelin.formula.Expr.scalar;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import java.util.List;

/**
 * Adagrad (Duchi, Hazan, Singer, 2011): the sum of squares s grows by g^2, and the parameter loses
 * rate / (1 + (t - 1) rateDecay) * g / (sqrt(s) + epsilon).
 */
public final class Adagrad extends PointwiseOptimizer<Adagrad.Settings> {
  /**
   * The settings.
   *
   * @param rateDecay decay of the rate, PyTorch's lr_decay, 0
   * @param weightDecay L2 penalty, 0
   * @param initialAccumulator what the sum of squares starts at, 0
   * @param epsilon added to the denominator, 1e-10
   */
  public record Settings(
      double rateDecay, double weightDecay, double initialAccumulator, double epsilon) {
    /** PyTorch's defaults. */
    public static final Settings DEFAULT = new Settings(0, 0, 0, 1e-10);

    /**
     * Checks the ranges as PyTorch does.
     *
     * @throws IllegalArgumentException naming a setting out of range
     */
    public Settings {
      Limits.requireNotNegative("Adagrad", "rateDecay", rateDecay);
      Limits.requireNotNegative("Adagrad", "weightDecay", weightDecay);
      Limits.requireNotNegative("Adagrad", "initialAccumulator", initialAccumulator);
      Limits.requireNotNegative("Adagrad", "epsilon", epsilon);
    }

    /** With another rateDecay. */
    public Settings withRateDecay(double rateDecay) {
      return new Settings(rateDecay, weightDecay, initialAccumulator, epsilon);
    }

    /** With another weightDecay. */
    public Settings withWeightDecay(double weightDecay) {
      return new Settings(rateDecay, weightDecay, initialAccumulator, epsilon);
    }

    /** With another initialAccumulator. */
    public Settings withInitialAccumulator(double initialAccumulator) {
      return new Settings(rateDecay, weightDecay, initialAccumulator, epsilon);
    }

    /** With another epsilon. */
    public Settings withEpsilon(double epsilon) {
      return new Settings(rateDecay, weightDecay, initialAccumulator, epsilon);
    }
  }

  private static final int RATE = 0;

  /** With PyTorch's settings; its default rate is 0.01. */
  public Adagrad(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), Settings.DEFAULT);
  }

  /** With other settings or a schedule. */
  public Adagrad(List<Parameter> parameters, LearningRate rate, Settings settings) {
    this(List.of(new ParameterGroup<>(parameters, rate, settings)));
  }

  /** With groups of parameters. */
  public Adagrad(List<ParameterGroup<Settings>> groups) {
    super(groups, 1);
  }

  @Override
  protected float[] initialState(ParameterGroup<Settings> group) {
    return new float[] {(float) group.settings().initialAccumulator()};
  }

  @Override
  protected Formula formula(ParameterGroup<Settings> group, Expr rawGradient) {
    Settings settings = group.settings();
    Expr gradient = penalized(rawGradient, settings.weightDecay());
    Expr sum = gradient.fma(gradient, state(0));
    Expr direction = gradient.dividedBy(sum.sqrt().plus(settings.epsilon()));
    return update(direction.negated().fma(scalar(RATE), parameter()), sum);
  }

  @Override
  protected void prepare(
      Settings settings, double rate, double momentum, long step, float[] scalars) {
    scalars[RATE] = (float) (rate / (1 + (step - 1) * settings.rateDecay()));
  }
}
