package dev.javelin.optim;

import static dev.javelin.formula.Expr.input;
import static dev.javelin.formula.Expr.scalar;

import dev.javelin.Engine;
import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.plan.PointwisePass;
import dev.javelin.tensor.Tensor;
import java.util.List;

/**
 * Muon (Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024), as PyTorch
 * computes it: the momentum of a weight matrix is made nearly orthogonal before it is stepped
 * along.
 *
 * <pre>
 * m = momentum m + (1 - momentum) g
 * u = momentum m + (1 - momentum) g with Nesterov's variant, else m
 * W = (1 - rate weightDecay) W - rate adjustment orthogonal(u)
 * </pre>
 *
 * <p>For matrices only; biases and other parameters go to another optimizer, such as {@link AdamW}.
 * PyTorch orthogonalises in bfloat16, with 8 bits of precision; this does it in float32, so the two
 * agree to about a hundredth of a step and not to the last digits.
 */
public final class Muon extends GroupedOptimizer<Muon.Settings, Muon.MatrixSlice> {
  /**
   * The polynomial of the orthogonalisation, see {@link Settings}.
   *
   * @param a of X, 3.4445
   * @param b of X X^T X, -4.7750
   * @param c of (X X^T)^2 X, 2.0315
   */
  public record Coefficients(double a, double b, double c) {}

  /** How the rate depends on a matrix's shape {@code [A, B]}. */
  public enum AdjustLrFn {
    /** sqrt(max(1, A / B)), Jordan's. */
    ORIGINAL,
    /** 0.2 sqrt(max(A, B)), with which rates and decay found for AdamW can be kept. */
    MATCH_RMS_ADAMW;

    double factor(int rows, int columns) {
      return switch (this) {
        case ORIGINAL -> Math.sqrt(Math.max(1, (double) rows / columns));
        case MATCH_RMS_ADAMW -> 0.2 * Math.sqrt(Math.max(rows, columns));
      };
    }
  }

  /**
   * The settings.
   *
   * @param weightDecay decoupled, 0.1
   * @param momentum 0.95
   * @param nesterov Nesterov's variant, true
   * @param nsCoefficients of the Newton-Schulz iteration, (3.4445, -4.7750, 2.0315)
   * @param epsilon least norm of u to divide by, 1e-7
   * @param nsSteps iterations, 5
   * @param adjustLrFn how the shape changes the rate, {@link AdjustLrFn#ORIGINAL}
   */
  public record Settings(
      double weightDecay,
      double momentum,
      boolean nesterov,
      Coefficients nsCoefficients,
      double epsilon,
      int nsSteps,
      AdjustLrFn adjustLrFn) {
    /** PyTorch's defaults. */
    public static final Settings DEFAULT =
        new Settings(
            0.1,
            0.95,
            true,
            new Coefficients(3.4445, -4.7750, 2.0315),
            1e-7,
            5,
            AdjustLrFn.ORIGINAL);

    /**
     * Checks the ranges as PyTorch does.
     *
     * @throws IllegalArgumentException naming a setting out of range
     */
    public Settings {
      Limits.requireNotNegative("Muon", "weightDecay", weightDecay);
      Limits.requireNotNegative("Muon", "momentum", momentum);
      Limits.requireNotNegative("Muon", "epsilon", epsilon);
      Limits.require(nsSteps >= 0 && nsSteps < 100, "Muon", "nsSteps", "from 0 to 99", nsSteps);
    }

    /** With another weightDecay. */
    public Settings withWeightDecay(double weightDecay) {
      return new Settings(
          weightDecay, momentum, nesterov, nsCoefficients, epsilon, nsSteps, adjustLrFn);
    }

    /** With another momentum. */
    public Settings withMomentum(double momentum) {
      return new Settings(
          weightDecay, momentum, nesterov, nsCoefficients, epsilon, nsSteps, adjustLrFn);
    }

    /** With or without Nesterov's variant. */
    public Settings withNesterov(boolean nesterov) {
      return new Settings(
          weightDecay, momentum, nesterov, nsCoefficients, epsilon, nsSteps, adjustLrFn);
    }

    /** With other nsCoefficients. */
    public Settings withNsCoefficients(Coefficients nsCoefficients) {
      return new Settings(
          weightDecay, momentum, nesterov, nsCoefficients, epsilon, nsSteps, adjustLrFn);
    }

    /** With another epsilon. */
    public Settings withEpsilon(double epsilon) {
      return new Settings(
          weightDecay, momentum, nesterov, nsCoefficients, epsilon, nsSteps, adjustLrFn);
    }

    /** With another nsSteps. */
    public Settings withNsSteps(int nsSteps) {
      return new Settings(
          weightDecay, momentum, nesterov, nsCoefficients, epsilon, nsSteps, adjustLrFn);
    }

    /** With another adjustLrFn. */
    public Settings withAdjustLrFn(AdjustLrFn adjustLrFn) {
      return new Settings(
          weightDecay, momentum, nesterov, nsCoefficients, epsilon, nsSteps, adjustLrFn);
    }
  }

  /** With PyTorch's settings; its default rate is 0.001. */
  public Muon(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), Settings.DEFAULT);
  }

  /** With other settings or a schedule. */
  public Muon(List<Parameter> parameters, LearningRate rate, Settings settings) {
    this(List.of(new ParameterGroup<>(parameters, rate, settings)));
  }

  /**
   * With groups of parameters.
   *
   * @throws IllegalArgumentException if a parameter is not a matrix
   */
  public Muon(List<ParameterGroup<Settings>> groups) {
    super(groups, Gradients.DENSE, Settings::momentum);
    for (ParameterGroup<Settings> group : groups) {
      for (Parameter parameter : group.parameters()) {
        if (parameter.value().shape().rank() != 2) {
          throw new IllegalArgumentException("Muon takes matrices only, not " + parameter);
        }
      }
    }
  }

  @Override
  MatrixSlice slice(ParameterGroup<Settings> group, Parameter parameter) {
    return new MatrixSlice(group, parameter);
  }

  @Override
  void update(Engine engine) {
    for (int i = 0; i < slices().size(); i++) {
      MatrixSlice slice = slices().get(i);
      if (slice.parameter.hasGradient()) {
        slice.update();
      }
    }
  }

  /** A matrix and its momentum. */
  static final class MatrixSlice extends Slice<Settings> {
    // Scalars of both formulas.
    private static final int MEAN_SHARE = 0;
    private static final int MOMENTUM = 1;
    private static final int SHRINK = 2;
    private static final int STEP_SIZE = 3;

    private final Tensor mean;
    private final Tensor direction;
    private final float[] scalars = new float[4];
    private PointwisePass accelerate;
    private NewtonSchulz orthogonalise;
    private PointwisePass move;

    MatrixSlice(ParameterGroup<Settings> group, Parameter parameter) {
      super(group, parameter);
      mean = Tensor.zeros(parameter.value().shape());
      direction = Tensor.zeros(parameter.value().shape());
    }

    @Override
    void bind(Engine engine) {
      Settings settings = group.settings();
      int size = mean.size();
      // Slots: the gradient, the mean, the direction.
      Expr g = group.maximize() ? input(0).negated() : input(0);
      Expr m = PointwiseOptimizer.decayingMean(input(1), g, scalar(MEAN_SHARE));
      Expr u = settings.nesterov() ? PointwiseOptimizer.lerp(g, m, scalar(MOMENTUM)) : m;
      Formula accelerated = Formula.store(1, m).andStore(2, u);
      accelerate =
          new PointwisePass(engine, accelerated.program(), size, scalars)
              .operand(0, parameter.gradientBuffer())
              .operand(1, mean)
              .operand(2, direction);
      orthogonalise =
          new NewtonSchulz(
              engine, direction, settings.nsCoefficients(), settings.nsSteps(), settings.epsilon());
      // Slots: the parameter, the orthogonal direction.
      Expr shrunk = input(0).times(scalar(SHRINK));
      Formula moved = Formula.store(0, input(1).negated().fma(scalar(STEP_SIZE), shrunk));
      move =
          new PointwisePass(engine, moved.program(), size, scalars)
              .operand(0, parameter.value())
              .operand(1, direction);
    }

    @Override
    void prepare(double rate, double momentum) {
      Settings settings = group.settings();
      int rows = mean.shape().dim(0);
      int columns = mean.shape().dim(1);
      scalars[MEAN_SHARE] = (float) (1 - momentum);
      scalars[MOMENTUM] = (float) momentum;
      scalars[SHRINK] = (float) (1 - rate * settings.weightDecay());
      scalars[STEP_SIZE] = (float) (rate * settings.adjustLrFn().factor(rows, columns));
    }

    void update() {
      accelerate.run();
      orthogonalise.run();
      move.run();
    }
  }
}
