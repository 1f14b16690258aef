package dev.javelin.optim;

import static dev.javelin.formula.Expr.scalar;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.math.Powers;
import dev.javelin.tensor.Tensor;
import java.util.List;

/**
 * Averaged stochastic gradient descent (Polyak and Juditsky, 1992), as PyTorch computes it:
 *
 * <pre>
 * parameter = (1 - lambda eta) parameter - eta g
 * eta = rate / (1 + lambda rate t)^alpha
 * </pre>
 *
 * <p>A step thus moves by the eta that the step before it left, with the schedule's rate of that
 * step; the first moves by its rate. The average starts after {@code averageFrom} steps.
 */
public final class ASGD extends PointwiseOptimizer<ASGD.Settings> {
  /**
   * The settings.
   *
   * @param lambda decay of the parameter, 1e-4
   * @param alpha power of the decay of the rate, 0.75
   * @param averageFrom step from which on to average, PyTorch's t0, 1e6
   * @param weightDecay L2 penalty, 0
   */
  public record Settings(double lambda, double alpha, double averageFrom, double weightDecay) {
    /** PyTorch's defaults. */
    public static final Settings DEFAULT = new Settings(1e-4, 0.75, 1e6, 0);

    /**
     * Checks the ranges as PyTorch does.
     *
     * @throws IllegalArgumentException naming a setting out of range
     */
    public Settings {
      Limits.requireNotNegative("ASGD", "weightDecay", weightDecay);
    }

    /** With another lambda. */
    public Settings withLambda(double lambda) {
      return new Settings(lambda, alpha, averageFrom, weightDecay);
    }

    /** With another alpha. */
    public Settings withAlpha(double alpha) {
      return new Settings(lambda, alpha, averageFrom, weightDecay);
    }

    /** With another averageFrom. */
    public Settings withAverageFrom(double averageFrom) {
      return new Settings(lambda, alpha, averageFrom, weightDecay);
    }

    /** With another weightDecay. */
    public Settings withWeightDecay(double weightDecay) {
      return new Settings(lambda, alpha, averageFrom, weightDecay);
    }
  }

  private static final int RATE = 0;
  private static final int SHRINK = 1;
  private static final int AVERAGE_SHARE = 2;
  // Not of the formula: the rate of the next step.
  private static final int NEXT_RATE = 3;

  /** With PyTorch's settings; its default rate is 0.01. */
  public ASGD(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), Settings.DEFAULT);
  }

  /** With other settings or a schedule. */
  public ASGD(List<Parameter> parameters, LearningRate rate, Settings settings) {
    this(List.of(new ParameterGroup<>(parameters, rate, settings)));
  }

  /** With groups of parameters. */
  public ASGD(List<ParameterGroup<Settings>> groups) {
    super(groups, 4);
  }

  /**
   * A copy of a parameter's average; of the parameter itself until averaging begins.
   *
   * @throws IllegalArgumentException if it was never stepped by this optimizer
   */
  public Tensor average(Parameter parameter) {
    return stateOf(parameter, 0).copy();
  }

  @Override
  protected float[] initialState(ParameterGroup<Settings> group) {
    return new float[1];
  }

  @Override
  protected Formula formula(ParameterGroup<Settings> group, Expr rawGradient) {
    Settings settings = group.settings();
    Expr gradient = penalized(rawGradient, settings.weightDecay());
    Expr shrunk = parameter().times(scalar(SHRINK));
    Expr moved = gradient.negated().fma(scalar(RATE), shrunk);
    Expr share = scalar(AVERAGE_SHARE);
    Expr drawn = moved.minus(state(0)).fma(share, state(0));
    return update(moved, share.minus(1).ifZero(moved, drawn));
  }

  @Override
  protected void prepare(
      Settings settings, double rate, double momentum, long step, float[] scalars) {
    double eta = step == 1 ? rate : scalars[NEXT_RATE];
    scalars[RATE] = (float) eta;
    scalars[SHRINK] = (float) (1 - settings.lambda() * eta);
    scalars[AVERAGE_SHARE] = (float) (1 / Math.max(1, step - 1 - settings.averageFrom()));
    double decay = Powers.pow(1 + settings.lambda() * rate * step, settings.alpha());
    scalars[NEXT_RATE] = (float) (rate / decay);
  }
}
