package dev.javelin.optim;

import static dev.javelin.formula.Expr.constant;
import static dev.javelin.formula.Expr.scalar;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import java.util.ArrayList;
import java.util.List;

/**
 * RMSprop (Hinton, lecture 6 of "Neural networks for machine learning", 2012): the gradient divided
 * by its root mean square; centered, by its standard deviation.
 */
public final class RMSprop extends PointwiseOptimizer<RMSprop.Settings> {
  /**
   * The settings.
   *
   * @param alpha decay of the mean of squares, 0.99
   * @param epsilon added to the denominator, 1e-8
   * @param weightDecay L2 penalty, 0
   * @param momentum 0 for none
   * @param centered divide by the standard deviation, false
   */
  public record Settings(
      double alpha, double epsilon, double weightDecay, double momentum, boolean centered) {
    /** PyTorch's defaults. */
    public static final Settings DEFAULT = new Settings(0.99, 1e-8, 0, 0, false);

    /**
     * Checks the ranges as PyTorch does.
     *
     * @throws IllegalArgumentException naming a setting out of range
     */
    public Settings {
      Limits.requireNotNegative("RMSprop", "alpha", alpha);
      Limits.requireNotNegative("RMSprop", "epsilon", epsilon);
      Limits.requireNotNegative("RMSprop", "weightDecay", weightDecay);
      Limits.requireNotNegative("RMSprop", "momentum", momentum);
    }

    /** With another alpha. */
    public Settings withAlpha(double alpha) {
      return new Settings(alpha, epsilon, weightDecay, momentum, centered);
    }

    /** With another epsilon. */
    public Settings withEpsilon(double epsilon) {
      return new Settings(alpha, epsilon, weightDecay, momentum, centered);
    }

    /** With another weightDecay. */
    public Settings withWeightDecay(double weightDecay) {
      return new Settings(alpha, epsilon, weightDecay, momentum, centered);
    }

    /** With another momentum. */
    public Settings withMomentum(double momentum) {
      return new Settings(alpha, epsilon, weightDecay, momentum, centered);
    }

    /** With another centered. */
    public Settings withCentered(boolean centered) {
      return new Settings(alpha, epsilon, weightDecay, momentum, centered);
    }
  }

  private static final int RATE = 0;
  private static final int MOMENTUM = 1;

  /** With PyTorch's settings; its default rate is 0.01. */
  public RMSprop(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), Settings.DEFAULT);
  }

  /** With other settings or a schedule. */
  public RMSprop(List<Parameter> parameters, LearningRate rate, Settings settings) {
    this(List.of(new ParameterGroup<>(parameters, rate, settings)));
  }

  /** With groups of parameters. */
  public RMSprop(List<ParameterGroup<Settings>> groups) {
    super(groups, 2, Settings::momentum);
  }

  @Override
  protected float[] initialState(ParameterGroup<Settings> group) {
    Settings settings = group.settings();
    return new float[1 + (settings.centered() ? 1 : 0) + (hasMomentum(group) ? 1 : 0)];
  }

  private static boolean hasMomentum(ParameterGroup<Settings> group) {
    return group.settings().momentum() != 0 || group.rate().cyclesMomentum();
  }

  @Override
  protected Formula formula(ParameterGroup<Settings> group, Expr rawGradient) {
    Settings settings = group.settings();
    Expr gradient = penalized(rawGradient, settings.weightDecay());
    Expr square = decayingSquare(state(0), gradient, settings.alpha());
    var newState = new ArrayList<Expr>(List.of(square));
    Expr variance = square;
    if (settings.centered()) {
      Expr mean = decayingMean(state(newState.size()), gradient, constant(1 - settings.alpha()));
      newState.add(mean);
      variance = mean.negated().fma(mean, square);
    }
    Expr direction = gradient.dividedBy(variance.sqrt().plus(settings.epsilon()));
    if (hasMomentum(group)) {
      direction = flushDenormal(state(newState.size()).fma(scalar(MOMENTUM), direction));
      newState.add(direction);
    }
    Expr moved = direction.negated().fma(scalar(RATE), parameter());
    return update(moved, newState.toArray(Expr[]::new));
  }

  @Override
  protected void prepare(
      Settings settings, double rate, double momentum, long step, float[] scalars) {
    scalars[RATE] = (float) rate;
    scalars[MOMENTUM] = (float) momentum;
  }
}
