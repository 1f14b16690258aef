package dev.javelin.optim;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.parallel.PartTask;
import dev.javelin.plan.PointwisePass;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * An optimizer whose step is one formula over a parameter, its gradient and the optimizer's state,
 * element by element: one pass over memory. A subclass is that formula and the numbers that change
 * from step to step.
 *
 * <p>Slot 0 is the parameter, slot 1 its gradient, slots from 2 on the state.
 *
 * @param <S> the settings of a group
 */
public abstract class PointwiseOptimizer<S>
    extends GroupedOptimizer<S, PointwiseOptimizer.PointwiseSlice<S>> {
  private static final int PARAMETER = 0;
  private static final int GRADIENT = 1;
  private static final int STATE = 2;

  private final int scalarCount;
  private final PartTask task = this::runPart;
  private int parts;

  /** A parameter, its state, and the formula bound to both. */
  static final class PointwiseSlice<S> extends Slice<S> {
    private final PointwiseOptimizer<S> optimizer;
    private final Tensor[] state;
    private final float[] scalars;
    private PointwisePass pass;

    PointwiseSlice(PointwiseOptimizer<S> optimizer, ParameterGroup<S> group, Parameter parameter) {
      super(group, parameter);
      this.optimizer = optimizer;
      scalars = new float[optimizer.scalarCount];
      float[] initial = optimizer.initialState(group);
      state = new Tensor[initial.length];
      for (int i = 0; i < state.length; i++) {
        state[i] = Tensor.full(parameter.value().shape(), initial[i]);
      }
    }

    @Override
    void bind(Engine engine) {
      Tensor value = parameter.value();
      Expr gradient = Expr.input(GRADIENT);
      var formula = optimizer.formula(group, group.maximize() ? gradient.negated() : gradient);
      pass = new PointwisePass(engine, formula.program(), value.size(), scalars);
      pass.operand(PARAMETER, value).operand(GRADIENT, parameter.gradientBuffer());
      if (state.length > 0) {
        // Other threads have read some of what a thread writes here, as for an input's gradient,
        // and stores to the state come between those to the parameter.
        pass.claiming(PARAMETER);
      }
      for (int i = 0; i < state.length; i++) {
        pass.operand(STATE + i, state[i]);
      }
    }

    @Override
    void prepare(double rate, double momentum) {
      optimizer.prepare(group.settings(), rate, momentum, steps, scalars);
    }
  }

  /**
   * For groups of parameters, without a momentum.
   *
   * @param scalarCount numbers that {@link #prepare} sets for each parameter
   */
  protected PointwiseOptimizer(List<ParameterGroup<S>> groups, int scalarCount) {
    this(groups, scalarCount, null);
  }

  /**
   * For groups of parameters.
   *
   * @param scalarCount numbers that {@link #prepare} sets for each parameter
   * @param momentum the momentum or first beta of settings, which a schedule may cycle
   */
  protected PointwiseOptimizer(
      List<ParameterGroup<S>> groups, int scalarCount, ToDoubleFunction<S> momentum) {
    super(groups, Gradients.DENSE, momentum);
    this.scalarCount = scalarCount;
  }

  /** What each tensor of state is filled with at first, which also says how many there are. */
  protected abstract float[] initialState(ParameterGroup<S> group);

  /**
   * The step's formula for a group; asked for when it is bound.
   *
   * @param gradient the gradient, with its sign turned if the group is to be maximised
   */
  protected abstract Formula formula(ParameterGroup<S> group, Expr gradient);

  /**
   * Sets the formula's scalars for a step.
   *
   * @param rate the learning rate
   * @param momentum the settings' or what the schedule puts in its place; 0 if there is none
   * @param step the parameter's own, 1 for its first, as papers count
   * @param scalars the parameter's own; they are as the step before left them, so that one may be
   *     state, in float32 as PyTorch's
   */
  protected abstract void prepare(
      S settings, double rate, double momentum, long step, float[] scalars);

  /** A tensor of a parameter's state. */
  final Tensor stateOf(Parameter parameter, int index) {
    for (PointwiseSlice<S> slice : slices()) {
      if (slice.parameter == parameter) {
        return slice.state[index];
      }
    }
    throw new IllegalArgumentException(
        getClass().getSimpleName() + " took no step with the parameter " + parameter);
  }

  /** The parameter, in a formula. */
  protected static Expr parameter() {
    return Expr.input(PARAMETER);
  }

  /** A gradient with an L2 penalty's share of the parameter added. */
  protected static Expr penalized(Expr gradient, double weightDecay) {
    return weightDecay == 0 ? gradient : parameter().fma(Expr.constant(weightDecay), gradient);
  }

  /** A tensor of state, in a formula. */
  protected static Expr state(int index) {
    return Expr.input(STATE + index);
  }

  /** A formula that stores the new parameter and the new state. */
  protected static Formula update(Expr newParameter, Expr... newState) {
    Formula formula = Formula.store(PARAMETER, newParameter);
    for (int i = 0; i < newState.length; i++) {
      formula = formula.andStore(STATE + i, newState[i]);
    }
    return formula;
  }

  /** {@code old + share (target - old)}, flushed: a mean of gradients that decays. */
  protected static Expr decayingMean(Expr old, Expr target, Expr share) {
    return flushDenormal(lerp(old, target, share));
  }

  /** {@code start + weight (end - start)}. */
  static Expr lerp(Expr start, Expr end, Expr weight) {
    return end.minus(start).fma(weight, start);
  }

  /** {@code decay old + (1 - decay) value^2}. */
  protected static Expr decayingSquare(Expr old, Expr value, double decay) {
    return old.fma(Expr.constant(decay), value.times(value).times(1 - decay));
  }

  /**
   * A mean or momentum, but zero where it is too small for a normal number. Where a gradient has
   * become zero, as that of a dead unit, it would end denormal and stay so, as 0.9 of the least
   * number rounds to that number; and an Intel processor takes thirty times as long for a vector
   * that holds one. Means of squares are kept as they are: they take 69,000 steps to become so
   * small with Adam's 0.999, and what is divided by them must not meet a zero sooner than it has
   * to.
   */
  protected static Expr flushDenormal(Expr mean) {
    return mean.abs().ifLess(Expr.constant(Float.MIN_NORMAL), Expr.constant(0), mean);
  }

  /**
   * {@code 1 - decay^step}: how far a mean that began at zero has come. By expm1, as a power near 1
   * would leave few digits of the difference.
   */
  protected static double biasCorrection(double decay, long step) {
    return -StrictMath.expm1(step * StrictMath.log(decay));
  }

  @Override
  final PointwiseSlice<S> slice(ParameterGroup<S> group, Parameter parameter) {
    return new PointwiseSlice<>(this, group, parameter);
  }

  @Override
  final void onBound(Engine engine) {
    parts = slices().stream().mapToInt(slice -> slice.pass.parts()).max().orElse(1);
  }

  @Override
  final void update(Engine engine) {
    engine.run(task, parts);
  }

  /** All parameters' parts of that number: one hand-over to the threads, not one a parameter. */
  private void runPart(int part) {
    List<PointwiseSlice<S>> slices = slices();
    for (int i = 0; i < slices.size(); i++) {
      PointwiseSlice<S> slice = slices.get(i);
      if (slice.parameter.hasGradient() && part < slice.pass.parts()) {
        slice.pass.runPart(part);
      }
    }
  }
}
