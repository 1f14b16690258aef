package dev.javelin.optim;

import static dev.javelin.formula.Expr.scalar;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import java.util.List;

/**
 * Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015), as PyTorch computes it:
 *
 * <pre>
 * m = beta1 m + (1 - beta1) g
 * v = beta2 v + (1 - beta2) g^2
 * parameter -= rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
 * </pre>
 *
 * <p>AMSGrad (Reddi, Kale, Kumar, 2018) takes the largest v so far. Weight decay adds that share of
 * the parameter to the gradient; {@link AdamW}, which is PyTorch's {@code decoupled_weight_decay},
 * takes it off the parameter instead.
 */
public sealed class Adam extends PointwiseOptimizer<Adam.Settings> permits AdamW {
  /**
   * The settings.
   *
   * @param beta1 decay of the mean of gradients, 0.9
   * @param beta2 decay of the mean of their squares, 0.999
   * @param epsilon added to the denominator, 1e-8
   * @param weightDecay 0 in Adam, 0.01 in AdamW
   * @param amsgrad take the largest second moment so far, false
   */
  public record Settings(
      double beta1, double beta2, double epsilon, double weightDecay, boolean amsgrad) {
    /** PyTorch's defaults of Adam. */
    public static final Settings DEFAULT = new Settings(0.9, 0.999, 1e-8, 0, false);

    /**
     * Checks the ranges as PyTorch does.
     *
     * @throws IllegalArgumentException naming a setting out of range
     */
    public Settings {
      Limits.requireDecay("Adam", "beta1", beta1);
      Limits.requireDecay("Adam", "beta2", beta2);
      Limits.requireNotNegative("Adam", "epsilon", epsilon);
      Limits.requireNotNegative("Adam", "weightDecay", weightDecay);
    }

    /** With other betas. */
    public Settings withBetas(double beta1, double beta2) {
      return new Settings(beta1, beta2, epsilon, weightDecay, amsgrad);
    }

    /** With another epsilon. */
    public Settings withEpsilon(double epsilon) {
      return new Settings(beta1, beta2, epsilon, weightDecay, amsgrad);
    }

    /** With another weight decay. */
    public Settings withWeightDecay(double weightDecay) {
      return new Settings(beta1, beta2, epsilon, weightDecay, amsgrad);
    }

    /** With AMSGrad. */
    public Settings withAmsgrad() {
      return new Settings(beta1, beta2, epsilon, weightDecay, true);
    }
  }

  private static final int STEP_SIZE = 0;
  private static final int SQUARE_CORRECTION = 1;
  private static final int SHRINK = 2;
  private static final int MEAN_SHARE = 3;

  /** With PyTorch's settings; its default rate is 0.001. */
  public Adam(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), Settings.DEFAULT);
  }

  /** With other settings or a schedule. */
  public Adam(List<Parameter> parameters, LearningRate rate, Settings settings) {
    this(List.of(new ParameterGroup<>(parameters, rate, settings)));
  }

  /** With groups of parameters. */
  public Adam(List<ParameterGroup<Settings>> groups) {
    super(groups, 4, Settings::beta1);
  }

  @Override
  protected final float[] initialState(ParameterGroup<Settings> group) {
    return new float[group.settings().amsgrad() ? 3 : 2];
  }

  @Override
  protected Formula formula(ParameterGroup<Settings> group, Expr rawGradient) {
    Settings settings = group.settings();
    return formula(settings, penalized(rawGradient, settings.weightDecay()), parameter());
  }

  /** What Adam and {@link AdamW} share, from the gradient and parameter after decay. */
  static Formula formula(Settings settings, Expr gradient, Expr parameter) {
    Expr mean = decayingMean(state(0), gradient, scalar(MEAN_SHARE));
    Expr square = decayingSquare(state(1), gradient, settings.beta2());
    Expr largest = settings.amsgrad() ? state(2).max(square) : square;
    Expr root = largest.sqrt().fma(scalar(SQUARE_CORRECTION), settings.epsilon());
    Expr moved = mean.dividedBy(root).negated().fma(scalar(STEP_SIZE), parameter);
    return settings.amsgrad() ? update(moved, mean, square, largest) : update(moved, mean, square);
  }

  /** What is left of a parameter after a step's decay, in a formula. */
  static Expr shrink() {
    return scalar(SHRINK);
  }

  @Override
  protected final void prepare(
      Settings settings, double rate, double momentum, long step, float[] scalars) {
    double squareCorrection = biasCorrection(settings.beta2(), step);
    scalars[STEP_SIZE] = (float) (rate / biasCorrection(momentum, step));
    scalars[SQUARE_CORRECTION] = (float) (1 / Math.sqrt(squareCorrection));
    scalars[MEAN_SHARE] = (float) (1 - momentum);
    scalars[SHRINK] = (float) (1 - rate * settings.weightDecay());
  }
}
