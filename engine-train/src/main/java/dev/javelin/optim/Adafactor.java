package dev.javelin.optim;

import dev.javelin.Engine;
import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.math.Powers;
import dev.javelin.plan.PointwiseReduction;
import java.util.List;

/**
 * Adafactor (Shazeer and Stern, "Adafactor: adaptive learning rates with sublinear memory cost",
 * 2018), as PyTorch computes it. The second moments of a matrix {@code [n, m]} are kept as n means
 * of its rows and m of its columns; the last two axes of a larger tensor are taken so, and a vector
 * keeps them all. With w = t^beta2Decay at step t:
 *
 * <pre>
 * alpha = max(eps2, rms(parameter)) min(rate, 1 / sqrt(t))
 * row = row + w (mean over columns of g^2 - row), column likewise
 * V = row column / max(mean(row), eps1)
 * U = g / sqrt(max(V, eps1^2))
 * parameter = (1 - rate weightDecay) parameter - alpha U / max(1, rms(U) / d)
 * </pre>
 */
public final class Adafactor
    extends GroupedOptimizer<Adafactor.Settings, Adafactor.AdafactorSlice> {
  /**
   * The settings.
   *
   * @param beta2Decay power of the step that is the share of new squares, -0.8
   * @param eps1 least second moment; PyTorch's None is float32's 2^-23
   * @param eps2 least size of a parameter that its step is measured by, 1e-3
   * @param d root mean square above which an update is scaled down, 1
   * @param weightDecay decoupled, 0
   */
  public record Settings(
      double beta2Decay, double eps1, double eps2, double d, double weightDecay) {
    /** PyTorch's defaults. */
    public static final Settings DEFAULT = new Settings(-0.8, 0x1p-23, 1e-3, 1, 0);

    /**
     * Checks the ranges as PyTorch does.
     *
     * @throws IllegalArgumentException naming a setting out of range
     */
    public Settings {
      Limits.require(beta2Decay <= 0, "Adafactor", "beta2Decay", "0 or less", beta2Decay);
      Limits.require(d >= 1, "Adafactor", "d", "1 or more", d);
      Limits.requireNotNegative("Adafactor", "eps1", eps1);
      Limits.requireNotNegative("Adafactor", "eps2", eps2);
      Limits.requireNotNegative("Adafactor", "weightDecay", weightDecay);
    }

    /** With another beta2Decay. */
    public Settings withBeta2Decay(double beta2Decay) {
      return new Settings(beta2Decay, eps1, eps2, d, weightDecay);
    }

    /** With other epsilons. */
    public Settings withEps(double eps1, double eps2) {
      return new Settings(beta2Decay, eps1, eps2, d, weightDecay);
    }

    /** With another d. */
    public Settings withD(double d) {
      return new Settings(beta2Decay, eps1, eps2, d, weightDecay);
    }

    /** With another weightDecay. */
    public Settings withWeightDecay(double weightDecay) {
      return new Settings(beta2Decay, eps1, eps2, d, weightDecay);
    }
  }

  /** With PyTorch's settings; its default rate is 0.01. */
  public Adafactor(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), Settings.DEFAULT);
  }

  /** With other settings or a schedule. */
  public Adafactor(List<Parameter> parameters, LearningRate rate, Settings settings) {
    this(List.of(new ParameterGroup<>(parameters, rate, settings)));
  }

  /** With groups of parameters. */
  public Adafactor(List<ParameterGroup<Settings>> groups) {
    super(groups, Gradients.DENSE, null);
  }

  @Override
  AdafactorSlice slice(ParameterGroup<Settings> group, Parameter parameter) {
    return parameter.value().shape().rank() > 1
        ? new AdafactorMatrix(group, parameter)
        : new AdafactorVector(group, parameter);
  }

  @Override
  void update(Engine engine) {
    for (int i = 0; i < slices().size(); i++) {
      AdafactorSlice slice = slices().get(i);
      if (slice.parameter.hasGradient()) {
        slice.update();
      }
    }
  }

  /** What is done alike for vectors and for matrices. */
  abstract static class AdafactorSlice extends Slice<Settings> {
    private PointwiseReduction parameterSquares;
    private double rate;
    private double relativeStep;

    AdafactorSlice(ParameterGroup<Settings> group, Parameter parameter) {
      super(group, parameter);
    }

    @Override
    void bind(Engine engine) {
      Expr value = Expr.input(0);
      parameterSquares =
          new PointwiseReduction(engine, value.times(value), size()).operand(0, parameter.value());
    }

    @Override
    final void prepare(double rate, double momentum) {
      this.rate = rate;
      relativeStep = Math.min(rate, 1 / Math.sqrt((double) steps));
    }

    /** Takes the parameter's step. */
    final void update() {
      Settings settings = group.settings();
      double size = Math.max(settings.eps2(), Math.sqrt(parameterSquares.sum() / size()));
      updateMoments((float) Powers.pow((double) steps, settings.beta2Decay()));
      double rms = Math.sqrt(updateSquares() / size());
      double stepSize = relativeStep * size / Math.max(1, rms / settings.d());
      // The sign of a gradient shows here only: the moments are of squares.
      double signed = group.maximize() ? -stepSize : stepSize;
      move((float) signed, (float) (1 - rate * settings.weightDecay()));
    }

    final int size() {
      return parameter.value().size();
    }

    /** Takes the gradient's squares into the second moments, with the given share. */
    abstract void updateMoments(float share);

    /** The sum of squares of U. */
    abstract double updateSquares();

    /** {@code parameter = shrink parameter - stepSize U}. */
    abstract void move(float stepSize, float shrink);
  }
}
