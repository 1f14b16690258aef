package dev.javelin.optim;

import static dev.javelin.formula.Expr.scalar;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import java.util.List;

/**
 * Stochastic gradient descent, PyTorch's: with momentum mu the buffer b becomes mu b + g (g at the
 * first step) and the parameter loses rate times b, or with Nesterov's variant rate times (g + mu
 * b). Weight decay adds that share of the parameter to the gradient.
 */
public final class SGD extends PointwiseOptimizer<SGD.Settings> {
  /**
   * The settings, with PyTorch's defaults.
   *
   * @param momentum mu, 0 for none
   * @param dampening share of the gradient kept out of the buffer
   * @param weightDecay L2 penalty
   * @param nesterov Nesterov's variant; needs momentum and no dampening
   */
  public record Settings(double momentum, double dampening, double weightDecay, boolean nesterov) {
    /** PyTorch's defaults: plain descent. */
    public static final Settings DEFAULT = new Settings(0, 0, 0, false);

    /**
     * Checks the ranges as PyTorch does.
     *
     * @throws IllegalArgumentException for a negative momentum or decay, and for Nesterov's variant
     *     without momentum or with dampening
     */
    public Settings {
      Limits.requireNotNegative("SGD", "momentum", momentum);
      Limits.requireNotNegative("SGD", "weightDecay", weightDecay);
      if (nesterov && (momentum == 0 || dampening != 0)) {
        throw new IllegalArgumentException(
            "SGD expects a momentum and no dampening for Nesterov's variant, got %s and %s"
                .formatted(momentum, dampening));
      }
    }

    /** With another momentum. */
    public Settings withMomentum(double momentum) {
      return new Settings(momentum, dampening, weightDecay, nesterov);
    }

    /** With another dampening. */
    public Settings withDampening(double dampening) {
      return new Settings(momentum, dampening, weightDecay, nesterov);
    }

    /** With another weight decay. */
    public Settings withWeightDecay(double weightDecay) {
      return new Settings(momentum, dampening, weightDecay, nesterov);
    }

    /** With Nesterov's variant. */
    public Settings withNesterov() {
      return new Settings(momentum, dampening, weightDecay, true);
    }
  }

  private static final int RATE = 0;
  private static final int FRESH = 1;
  private static final int MOMENTUM = 2;

  /** Plain descent. */
  public SGD(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), Settings.DEFAULT);
  }

  /** With momentum, decay or a schedule. */
  public SGD(List<Parameter> parameters, LearningRate rate, Settings settings) {
    this(List.of(new ParameterGroup<>(parameters, rate, settings)));
  }

  /** With groups of parameters. */
  public SGD(List<ParameterGroup<Settings>> groups) {
    super(groups, 3, Settings::momentum);
  }

  @Override
  protected float[] initialState(ParameterGroup<Settings> group) {
    return new float[hasMomentum(group) ? 1 : 0];
  }

  private static boolean hasMomentum(ParameterGroup<Settings> group) {
    return group.settings().momentum() != 0 || group.rate().cyclesMomentum();
  }

  @Override
  protected Formula formula(ParameterGroup<Settings> group, Expr rawGradient) {
    Settings settings = group.settings();
    Expr gradient = penalized(rawGradient, settings.weightDecay());
    if (!hasMomentum(group)) {
      return update(moved(gradient));
    }
    Expr momentum = scalar(MOMENTUM);
    Expr buffer = flushDenormal(state(0).fma(momentum, gradient.times(scalar(FRESH))));
    Expr direction = settings.nesterov() ? buffer.fma(momentum, gradient) : buffer;
    return update(moved(direction), buffer);
  }

  private static Expr moved(Expr direction) {
    return direction.negated().fma(scalar(RATE), parameter());
  }

  @Override
  protected void prepare(
      Settings settings, double rate, double momentum, long step, float[] scalars) {
    scalars[RATE] = (float) rate;
    scalars[MOMENTUM] = (float) momentum;
    // The first step fills the buffer with the whole gradient.
    scalars[FRESH] = step == 1 ? 1 : (float) (1 - settings.dampening());
  }
}
