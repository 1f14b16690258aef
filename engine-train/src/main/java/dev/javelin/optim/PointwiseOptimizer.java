package dev.javelin.optim;

import dev.javelin.Engine;
import dev.javelin.LearningRate;
import dev.javelin.Optimizer;
import dev.javelin.Parameter;
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
 * <p>Slot 0 is the parameter, slot 1 its gradient, slots from 2 on the state, which starts at zero.
 */
public abstract class PointwiseOptimizer implements Optimizer {
  /** Slot of the parameter. */
  protected static final int PARAMETER = 0;

  /** Slot of the gradient. */
  protected static final int GRADIENT = 1;

  /** Slot of the first state. */
  protected static final int STATE = 2;

  private final List<Parameter> parameters;
  private final LearningRate rate;
  private final List<List<Tensor>> states = new ArrayList<>();
  private final float[] scalars;
  private PointwisePass[] passes = {};
  private Engine engine = Engine.create(1);
  private final PartTask task = this::runPart;
  private long steps;

  /**
   * Makes the state.
   *
   * @param stateCount tensors of state for each parameter
   * @param scalarCount numbers that {@link #prepare} sets
   */
  protected PointwiseOptimizer(
      List<Parameter> parameters, LearningRate rate, int stateCount, int scalarCount) {
    this.parameters = List.copyOf(parameters);
    this.rate = rate;
    for (Parameter parameter : this.parameters) {
      var state = new ArrayList<Tensor>();
      for (int i = 0; i < stateCount; i++) {
        state.add(Tensor.zeros(parameter.value().shape()));
      }
      states.add(List.copyOf(state));
    }
    scalars = new float[scalarCount];
  }

  /** The step's formula; asked for when it is bound. */
  protected abstract Formula formula();

  /**
   * Sets the formula's scalars for a step.
   *
   * @param rate the learning rate
   * @param step 1 for the first, as papers count
   */
  protected abstract void prepare(double rate, long step, float[] scalars);

  @Override
  public final Optimizer to(Engine engine) {
    this.engine = engine;
    passes = new PointwisePass[0];
    return this;
  }

  @Override
  public final void zeroGrad() {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).zeroGrad();
    }
  }

  @Override
  public final void step() {
    if (passes.length == 0) {
      bind();
    }
    prepare(rate.at(steps), steps + 1, scalars);
    steps++;
    engine.run(task, engine.threads());
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).hasGradient()) {
        parameters.get(i).changed();
      }
    }
  }

  private void bind() {
    passes = new PointwisePass[parameters.size()];
    for (int i = 0; i < passes.length; i++) {
      Parameter parameter = parameters.get(i);
      Tensor value = parameter.value();
      passes[i] = new PointwisePass(engine, formula().program(), value.size(), scalars);
      passes[i].operand(PARAMETER, value).operand(GRADIENT, parameter.gradientBuffer());
      for (int s = 0; s < states.get(i).size(); s++) {
        passes[i].operand(STATE + s, states.get(i).get(s));
      }
    }
  }

  /** All parameters' parts of that number: one hand-over to the threads, not one a parameter. */
  private void runPart(int part) {
    for (int i = 0; i < passes.length; i++) {
      if (parameters.get(i).hasGradient() && part < passes[i].parts()) {
        passes[i].runPart(part);
      }
    }
  }
}
