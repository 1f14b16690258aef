package dev.javelin.optim;

import dev.javelin.Engine;
import dev.javelin.Optimizer;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.parallel.PartTask;
import dev.javelin.plan.PointwisePass;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * An optimizer whose step is one formula over a parameter, its gradient and the optimizer's state,
 * element by element: one pass over memory. A subclass is that formula and the numbers that change
 * from step to step.
 *
 * <p>Slot 0 is the parameter, slot 1 its gradient, slots from 2 on the state.
 *
 * @param <S> the settings of a group
 */
public abstract class PointwiseOptimizer<S> implements Optimizer {
  private static final int PARAMETER = 0;
  private static final int GRADIENT = 1;
  private static final int STATE = 2;

  private final List<ParameterGroup<S>> groups;
  private final int scalarCount;
  private final List<Slice> slices = new ArrayList<>();
  private final PartTask task = this::runPart;
  private Engine engine;
  private boolean bound;
  private int parts;
  private long steps;

  /**
   * One parameter with its state, its own count of steps, as in PyTorch (it may have had no
   * gradient at some), and the bound formula.
   */
  private final class Slice {
    final ParameterGroup<S> group;
    final Parameter parameter;
    final Tensor[] state;
    final float[] scalars = new float[scalarCount];
    long steps;
    PointwisePass pass;

    Slice(ParameterGroup<S> group, Parameter parameter) {
      this.group = group;
      this.parameter = parameter;
      float[] initial = initialState(group);
      state = new Tensor[initial.length];
      for (int i = 0; i < state.length; i++) {
        state[i] = Tensor.full(parameter.value().shape(), initial[i]);
      }
    }

    void bind() {
      Tensor value = parameter.value();
      var program = formula(group.settings()).program();
      pass = new PointwisePass(engine, program, value.size(), scalars);
      pass.operand(PARAMETER, value).operand(GRADIENT, parameter.gradientBuffer());
      for (int i = 0; i < state.length; i++) {
        pass.operand(STATE + i, state[i]);
      }
    }
  }

  /**
   * For groups of parameters.
   *
   * @param scalarCount numbers that {@link #prepare} sets
   */
  protected PointwiseOptimizer(List<ParameterGroup<S>> groups, int scalarCount) {
    this.groups = List.copyOf(groups);
    this.scalarCount = scalarCount;
  }

  /** What each tensor of state is filled with at first, which also says how many there are. */
  protected abstract float[] initialState(ParameterGroup<S> group);

  /** The step's formula under the given settings; asked for when it is bound. */
  protected abstract Formula formula(S settings);

  /**
   * Sets the formula's scalars for a step.
   *
   * @param rate the learning rate
   * @param step the parameter's own, 1 for its first, as papers count
   */
  protected abstract void prepare(S settings, double rate, long step, float[] scalars);

  /** A tensor of a parameter's state. */
  final Tensor stateOf(Parameter parameter, int index) {
    for (Slice slice : slices) {
      if (slice.parameter == parameter) {
        return slice.state[index];
      }
    }
    throw new IllegalArgumentException(
        "no step was taken with the parameter " + parameter.name() + parameter.value().shape());
  }

  /** The parameter, in a formula. */
  protected static Expr parameter() {
    return Expr.input(PARAMETER);
  }

  /** The gradient, in a formula, with an L2 penalty's share of the parameter added. */
  protected static Expr gradient(double weightDecay) {
    Expr gradient = Expr.input(GRADIENT);
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

  /** {@code old + share (target - old)}: a mean that decays. */
  protected static Expr decayingMean(Expr old, Expr target, double share) {
    return target.minus(old).fma(Expr.constant(share), old);
  }

  /** {@code decay old + (1 - decay) value^2}. */
  protected static Expr decayingSquare(Expr old, Expr value, double decay) {
    return old.fma(Expr.constant(decay), value.times(value).times(1 - decay));
  }

  @Override
  public final Optimizer to(Engine engine) {
    this.engine = engine;
    bound = false;
    return this;
  }

  @Override
  public final void zeroGrad() {
    for (int i = 0; i < groups.size(); i++) {
      List<Parameter> parameters = groups.get(i).parameters();
      for (int j = 0; j < parameters.size(); j++) {
        parameters.get(j).zeroGrad();
      }
    }
  }

  @Override
  public final void step() {
    if (!bound) {
      bind();
    }
    for (int i = 0; i < slices.size(); i++) {
      Slice slice = slices.get(i);
      if (slice.parameter.hasGradient()) {
        slice.steps++;
        double rate = slice.group.rate().at(steps);
        prepare(slice.group.settings(), rate, slice.steps, slice.scalars);
        slice.parameter.changed();
      }
    }
    steps++;
    engine.run(task, parts);
  }

  private void bind() {
    if (engine == null) {
      engine = Engine.create(1);
    }
    if (slices.isEmpty()) {
      for (ParameterGroup<S> group : groups) {
        for (Parameter parameter : group.parameters()) {
          slices.add(new Slice(group, parameter));
        }
      }
    }
    slices.forEach(Slice::bind);
    parts = slices.stream().mapToInt(slice -> slice.pass.parts()).max().orElse(1);
    bound = true;
  }

  /** All parameters' parts of that number: one hand-over to the threads, not one a parameter. */
  private void runPart(int part) {
    for (int i = 0; i < slices.size(); i++) {
      Slice slice = slices.get(i);
      if (slice.parameter.hasGradient() && part < slice.pass.parts()) {
        slice.pass.runPart(part);
      }
    }
  }
}
