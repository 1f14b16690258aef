package dev.javelin.optim;

import static dev.javelin.formula.Expr.constant;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import java.util.List;

/**
 * Rprop (Riedmiller and Braun, 1993): each number has a step of its own, which grows while the
 * gradient keeps its sign and shrinks when it turns. For whole-batch gradients.
 */
public final class Rprop extends PointwiseOptimizer<Rprop.Settings> {
  /**
   * The settings.
   *
   * @param shrink factor when the sign turns, 0.5
   * @param grow factor when it stays, 1.2
   * @param shortest least step, 1e-6
   * @param longest greatest step, 50
   */
  public record Settings(double shrink, double grow, double shortest, double longest) {
    /** PyTorch's defaults. */
    public static final Settings DEFAULT = new Settings(0.5, 1.2, 1e-6, 50);

    /**
     * Checks the ranges as PyTorch does.
     *
     * @throws IllegalArgumentException naming a setting out of range
     */
    public Settings {
      Limits.require(shrink > 0 && shrink < 1, "Rprop", "shrink", "between 0 and 1", shrink);
      Limits.require(grow > 1, "Rprop", "grow", "above 1", grow);
    }

    /** With another shrink. */
    public Settings withShrink(double shrink) {
      return new Settings(shrink, grow, shortest, longest);
    }

    /** With another grow. */
    public Settings withGrow(double grow) {
      return new Settings(shrink, grow, shortest, longest);
    }

    /** With another shortest. */
    public Settings withShortest(double shortest) {
      return new Settings(shrink, grow, shortest, longest);
    }

    /** With another longest. */
    public Settings withLongest(double longest) {
      return new Settings(shrink, grow, shortest, longest);
    }
  }

  /** With PyTorch's settings; its default rate is 0.01. */
  public Rprop(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), Settings.DEFAULT);
  }

  /** With other settings or a schedule. */
  public Rprop(List<Parameter> parameters, LearningRate rate, Settings settings) {
    this(List.of(new ParameterGroup<>(parameters, rate, settings)));
  }

  /** With groups of parameters. */
  public Rprop(List<ParameterGroup<Settings>> groups) {
    super(groups, 0);
  }

  @Override
  protected float[] initialState(ParameterGroup<Settings> group) {
    return new float[] {0, (float) group.rate().at(0)};
  }

  @Override
  protected Formula formula(ParameterGroup<Settings> group, Expr gradient) {
    Settings settings = group.settings();
    Expr agreement = gradient.times(state(0));
    Expr grown = agreement.ifZero(constant(1), constant(settings.grow()));
    Expr factor = agreement.ifNegative(constant(settings.shrink()), grown);
    Expr longest = constant(settings.longest());
    Expr step = state(1).times(factor).max(constant(settings.shortest())).min(longest);
    // Where the sign turned, stay and forget it.
    Expr used = agreement.ifNegative(constant(0), gradient);
    Expr signed = used.ifNegative(step.negated(), used.ifZero(constant(0), step));
    return update(parameter().minus(signed), used, step);
  }

  @Override
  protected void prepare(
      Settings settings, double rate, double momentum, long step, float[] scalars) {
    // Nothing changes from step to step but the state.
  }
}
