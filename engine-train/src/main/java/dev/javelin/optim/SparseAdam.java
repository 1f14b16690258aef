package dev.javelin.optim;

import static dev.javelin.formula.Expr.input;
import static dev.javelin.formula.Expr.scalar;

import dev.javelin.Engine;
import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.SparseGradient;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.formula.Program;
import dev.javelin.kernels.Pointwise;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.tensor.Tensor;
import java.util.List;

/**
 * Adam for sparse gradients, as PyTorch computes it: a row without a gradient keeps its value and
 * its moments, so a step costs the rows that a batch touched.
 *
 * <pre>
 * m = beta1 m + (1 - beta1) g
 * v = beta2 v + (1 - beta2) g^2
 * row -= rate sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)
 * </pre>
 *
 * <p>The epsilon meets the root before its correction, unlike {@link Adam}'s. For the weight of an
 * {@link dev.javelin.nn.Embedding} with sparse gradients.
 */
public final class SparseAdam
    extends GroupedOptimizer<SparseAdam.Settings, SparseAdam.SparseSlice> {
  /**
   * The settings.
   *
   * @param beta1 decay of the mean of gradients, 0.9
   * @param beta2 decay of the mean of their squares, 0.999
   * @param epsilon added to the denominator, 1e-8
   */
  public record Settings(double beta1, double beta2, double epsilon) {
    /** PyTorch's defaults. */
    public static final Settings DEFAULT = new Settings(0.9, 0.999, 1e-8);

    /**
     * Checks the ranges as PyTorch does.
     *
     * @throws IllegalArgumentException naming a setting out of range
     */
    public Settings {
      Limits.requireDecay("beta1", beta1);
      Limits.requireDecay("beta2", beta2);
      Limits.requirePositive("epsilon", epsilon);
    }

    /** With other betas. */
    public Settings withBetas(double beta1, double beta2) {
      return new Settings(beta1, beta2, epsilon);
    }

    /** With another epsilon. */
    public Settings withEpsilon(double epsilon) {
      return new Settings(beta1, beta2, epsilon);
    }
  }

  // Slots of the formula, which runs over a row.
  private static final int ROW = 0;
  private static final int GRADIENT = 1;
  private static final int MEAN = 2;
  private static final int SQUARE = 3;
  private static final int SLOTS = 4;

  // Its scalars.
  private static final int STEP_SIZE = 0;
  private static final int MEAN_SHARE = 1;
  private static final int SCALARS = 2;

  /** With PyTorch's settings; its default rate is 0.001. */
  public SparseAdam(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), Settings.DEFAULT);
  }

  /** With other settings or a schedule. */
  public SparseAdam(List<Parameter> parameters, LearningRate rate, Settings settings) {
    this(List.of(new ParameterGroup<>(parameters, rate, settings)));
  }

  /**
   * With groups of parameters.
   *
   * @throws IllegalArgumentException if the gradient of a parameter is dense
   */
  public SparseAdam(List<ParameterGroup<Settings>> groups) {
    super(groups, Gradients.SPARSE, Settings::beta1);
  }

  @Override
  SparseSlice slice(ParameterGroup<Settings> group, Parameter parameter) {
    return new SparseSlice(group, parameter);
  }

  @Override
  void update(Engine engine) {
    for (int i = 0; i < slices().size(); i++) {
      SparseSlice slice = slices().get(i);
      if (slice.parameter.hasGradient()) {
        slice.update(engine);
      }
    }
  }

  /** A parameter, its moments, and the formula bound to a row of each. */
  static final class SparseSlice extends Slice<Settings> {
    private final Tensor value;
    private final Tensor mean;
    private final Tensor square;
    private final SparseGradient gradient;
    private final float[] scalars = new float[SCALARS];
    private final int[] strides = new int[SLOTS];
    private final PartTask task = this::runPart;
    private Pointwise[] kernels = {};
    private float[][][] arrays = {};
    private int[][] offsets = {};
    private int parts;

    SparseSlice(ParameterGroup<Settings> group, Parameter parameter) {
      super(group, parameter);
      value = parameter.value();
      mean = Tensor.zeros(value.shape());
      square = Tensor.zeros(value.shape());
      gradient = parameter.sparseGradient();
    }

    @Override
    void bind(Engine engine) {
      Program program = formula().program();
      kernels = new Pointwise[engine.threads()];
      arrays = new float[kernels.length][SLOTS][];
      offsets = new int[kernels.length][SLOTS];
      for (int part = 0; part < kernels.length; part++) {
        kernels[part] = engine.kernels().pointwise(program);
        arrays[part][ROW] = value.array();
        arrays[part][MEAN] = mean.array();
        arrays[part][SQUARE] = square.array();
      }
    }

    private Formula formula() {
      Settings settings = group.settings();
      Expr g = group.maximize() ? input(GRADIENT).negated() : input(GRADIENT);
      Expr m = PointwiseOptimizer.decayingMean(input(MEAN), g, scalar(MEAN_SHARE));
      Expr v = PointwiseOptimizer.decayingSquare(input(SQUARE), g, settings.beta2());
      Expr direction = m.dividedBy(v.sqrt().plus(settings.epsilon()));
      Expr moved = direction.negated().fma(scalar(STEP_SIZE), input(ROW));
      return Formula.store(ROW, moved).andStore(MEAN, m).andStore(SQUARE, v);
    }

    @Override
    void prepare(double rate, double momentum) {
      double meanCorrection = PointwiseOptimizer.biasCorrection(momentum, steps);
      double squareCorrection = PointwiseOptimizer.biasCorrection(group.settings().beta2(), steps);
      scalars[STEP_SIZE] = (float) (rate * Math.sqrt(squareCorrection) / meanCorrection);
      scalars[MEAN_SHARE] = (float) (1 - momentum);
    }

    void update(Engine engine) {
      parts = engine.parts((long) gradient.count() * gradient.width());
      engine.run(task, parts);
    }

    /** Some of the rows: each is there once, so that no two parts write to one. */
    private void runPart(int part) {
      int width = gradient.width();
      int[] offset = offsets[part];
      arrays[part][GRADIENT] = gradient.values();
      int end = Ranges.start(gradient.count(), parts, part + 1, 1);
      for (int place = Ranges.start(gradient.count(), parts, part, 1); place < end; place++) {
        int row = gradient.row(place) * width;
        offset[ROW] = value.offset() + row;
        offset[GRADIENT] = place * width;
        offset[MEAN] = row;
        offset[SQUARE] = row;
        kernels[part].run(arrays[part], offset, strides, scalars, 1, width);
      }
    }
  }
}
