package dev.javelin.optim;

import dev.javelin.Engine;
import dev.javelin.LearningRate;
import dev.javelin.Optimizer;
import dev.javelin.Parameter;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * BFGS with limited memory (Liu and Nocedal, "On the limited memory BFGS method for large scale
 * optimization", 1989), as PyTorch computes it. A step takes several iterations and looks at the
 * loss at each, so it needs a closure, and the closure must see the same data every time.
 *
 * <p>Memory: two vectors of all parameters for each pair of the history, and a dozen besides.
 */
public final class LBFGS implements Optimizer {
  /**
   * The settings.
   *
   * @param maxIter most iterations a step, 20
   * @param maxEval evaluations of the closure after which a step ends, maxIter * 5 / 4
   * @param toleranceGrad largest magnitude of a gradient that counts as zero, 1e-7
   * @param toleranceChange change of loss or parameters that counts as none, 1e-9
   * @param historySize pairs of steps and changes kept, 100
   * @param strongWolfe whether to search for the length of each step (PyTorch's {@code
   *     line_search_fn="strong_wolfe"}) or to take the rate, false
   */
  public record Settings(
      int maxIter,
      int maxEval,
      double toleranceGrad,
      double toleranceChange,
      int historySize,
      boolean strongWolfe) {
    /** PyTorch's defaults. */
    public static final Settings DEFAULT = new Settings(20, 25, 1e-7, 1e-9, 100, false);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming a setting out of range
     */
    public Settings {
      Limits.require(maxIter >= 1, "LBFGS", "maxIter", "1 or more", maxIter);
      Limits.require(maxEval >= 1, "LBFGS", "maxEval", "1 or more", maxEval);
      Limits.require(historySize >= 1, "LBFGS", "historySize", "1 or more", historySize);
      Limits.requireNotNegative("LBFGS", "toleranceGrad", toleranceGrad);
      Limits.requireNotNegative("LBFGS", "toleranceChange", toleranceChange);
    }

    /** With another maxIter, and the maxEval that PyTorch gives it. */
    public Settings withMaxIter(int maxIter) {
      int maxEval = Math.max(1, maxIter * 5 / 4);
      return new Settings(
          maxIter, maxEval, toleranceGrad, toleranceChange, historySize, strongWolfe);
    }

    /** With another maxEval. */
    public Settings withMaxEval(int maxEval) {
      return new Settings(
          maxIter, maxEval, toleranceGrad, toleranceChange, historySize, strongWolfe);
    }

    /** With other tolerances. */
    public Settings withTolerances(double toleranceGrad, double toleranceChange) {
      return new Settings(
          maxIter, maxEval, toleranceGrad, toleranceChange, historySize, strongWolfe);
    }

    /** With another historySize. */
    public Settings withHistorySize(int historySize) {
      return new Settings(
          maxIter, maxEval, toleranceGrad, toleranceChange, historySize, strongWolfe);
    }

    /** With the line search. */
    public Settings withStrongWolfe() {
      return new Settings(maxIter, maxEval, toleranceGrad, toleranceChange, historySize, true);
    }
  }

  private final List<Parameter> parameters;
  private final LearningRate rate;
  private final Settings settings;
  private final int length;
  private final Tensor origin;
  private final Tensor position;
  private final Tensor direction;
  private final Tensor previousGradient;
  private final StrongWolfe.Point start;
  private final StrongWolfe lineSearch;
  private final InverseHessian inverseHessian;
  private FlatVectors vectors;
  private DoubleSupplier closure;
  private long steps;
  private long iterations;
  private double t;

  /** With PyTorch's settings; its default rate is 1. */
  public LBFGS(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), Settings.DEFAULT);
  }

  /**
   * With other settings or a schedule.
   *
   * @throws IllegalArgumentException if there are no parameters
   */
  public LBFGS(List<Parameter> parameters, LearningRate rate, Settings settings) {
    this.parameters = List.copyOf(parameters);
    this.rate = rate;
    this.settings = settings;
    if (rate.cyclesMomentum()) {
      throw new IllegalArgumentException(
          "LBFGS has no momentum that its schedule could cycle: use one withoutMomentum()");
    }
    length = parameters.stream().mapToInt(parameter -> parameter.value().size()).sum();
    origin = Tensor.zeros(length);
    position = Tensor.zeros(length);
    direction = Tensor.zeros(length);
    previousGradient = Tensor.zeros(length);
    start = new StrongWolfe.Point(length);
    lineSearch = new StrongWolfe(this::evaluate, length);
    inverseHessian = new InverseHessian(length, settings.historySize());
  }

  @Override
  public Optimizer to(Engine engine) {
    vectors = new FlatVectors(engine, length);
    return this;
  }

  @Override
  public void zeroGrad() {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).zeroGrad();
    }
  }

  /**
   * Not possible: it has to look at the loss.
   *
   * @throws IllegalStateException always
   */
  @Override
  public void step() {
    throw new IllegalStateException(
        "LBFGS looks at the loss several times a step: call step(closure)");
  }

  @Override
  public double step(DoubleSupplier closure) {
    if (vectors == null) {
      to(Engine.create(1));
    }
    this.closure = closure;
    double before = evaluateHere();
    int evaluations = 1;
    double stepRate = rate.at(steps);
    steps++;
    boolean done = vectors.maxAbs(start.gradient) <= settings.toleranceGrad();
    for (int i = 1; !done && i <= settings.maxIter(); i++) {
      chooseDirection();
      double previousLoss = start.loss;
      double first = iterations == 1 ? firstStep(stepRate) : stepRate;
      t = first;
      start.slope = vectors.dot(start.gradient, direction);
      if (start.slope > -settings.toleranceChange()) {
        break;
      }
      gatherPosition();
      if (settings.strongWolfe()) {
        searchFrom(first);
        evaluations += lineSearch.evaluations();
      } else {
        moveTo(t);
        if (i < settings.maxIter()) {
          evaluateHere();
          evaluations++;
        }
      }
      done = evaluations >= settings.maxEval() || converged(previousLoss);
    }
    return before;
  }

  private void chooseDirection() {
    iterations++;
    if (iterations > 1) {
      inverseHessian.add(vectors, direction, t, previousGradient, start.gradient);
    }
    inverseHessian.direction(vectors, start.gradient, direction);
    previousGradient.copyFrom(start.gradient);
  }

  private double firstStep(double stepRate) {
    return Math.min(1, 1 / vectors.sumAbs(start.gradient)) * stepRate;
  }

  private void searchFrom(double first) {
    StrongWolfe.Point found = lineSearch.search(start, first, vectors.maxAbs(direction));
    t = found.t;
    start.loss = found.loss;
    if (found != start) {
      start.gradient.copyFrom(found.gradient);
    }
    moveTo(t);
  }

  private boolean converged(double previousLoss) {
    return vectors.maxAbs(start.gradient) <= settings.toleranceGrad()
        || vectors.maxAbs(direction) * Math.abs(t) <= settings.toleranceChange()
        || Math.abs(start.loss - previousLoss) < settings.toleranceChange();
  }

  /** Loss and gradient where the parameters are. */
  private double evaluateHere() {
    start.loss = closure.getAsDouble();
    gatherGradient(start.gradient);
    return start.loss;
  }

  /** The {@link StrongWolfe.Line}. */
  private void evaluate(StrongWolfe.Point point) {
    moveTo(point.t);
    point.loss = closure.getAsDouble();
    gatherGradient(point.gradient);
    point.slope = vectors.dot(point.gradient, direction);
  }

  private void moveTo(double t) {
    vectors.addScaled(position, origin, t, direction);
    int place = 0;
    for (int i = 0; i < parameters.size(); i++) {
      Tensor value = parameters.get(i).value();
      System.arraycopy(position.array(), place, value.array(), value.offset(), value.size());
      parameters.get(i).changed();
      place += value.size();
    }
  }

  private void gatherPosition() {
    int place = 0;
    for (int i = 0; i < parameters.size(); i++) {
      place = append(parameters.get(i).value(), origin, place);
    }
  }

  private void gatherGradient(Tensor gradient) {
    int place = 0;
    for (int i = 0; i < parameters.size(); i++) {
      place = append(parameters.get(i).gradient(), gradient, place);
    }
  }

  private static int append(Tensor part, Tensor whole, int place) {
    System.arraycopy(part.array(), part.offset(), whole.array(), place, part.size());
    return place + part.size();
  }
}
