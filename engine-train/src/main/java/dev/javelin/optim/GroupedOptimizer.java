package dev.javelin.optim;

import dev.javelin.Engine;
import dev.javelin.LearningRate;
import dev.javelin.Optimizer;
import dev.javelin.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What optimizers with groups of parameters have in common: the engine, the schedules, the counts
 * of steps.
 *
 * @param <S> the settings of a group
 * @param <T> what a parameter is given to its optimizer as
 */
abstract class GroupedOptimizer<S, T extends GroupedOptimizer.Slice<S>> implements Optimizer {
  /**
   * One parameter with its state and its own count of steps, as in PyTorch (it may have had no
   * gradient at some).
   */
  abstract static class Slice<S> {
    final ParameterGroup<S> group;
    final Parameter parameter;
    long steps;

    Slice(ParameterGroup<S> group, Parameter parameter) {
      this.group = group;
      this.parameter = parameter;
    }

    /** Binds the update to an engine; the state stays. */
    abstract void bind(Engine engine);

    /** Takes the numbers that change from step to step. {@link #steps} is 1 for the first. */
    abstract void prepare(double rate, double momentum);
  }

  /** Whose gradients are dense, as most optimizers', or sparse. */
  enum Gradients {
    DENSE,
    SPARSE
  }

  private final List<ParameterGroup<S>> groups;
  private final ToDoubleFunction<S> momentum;
  private final List<T> slices = new ArrayList<>();
  private Engine engine;
  private boolean bound;
  private long steps;

  /**
   * For groups of parameters.
   *
   * @param momentum the momentum or first beta of settings, which a schedule may cycle; null if
   *     there is none
   */
  GroupedOptimizer(
      List<ParameterGroup<S>> groups, Gradients gradients, ToDoubleFunction<S> momentum) {
    this.groups = List.copyOf(groups);
    this.momentum = momentum;
    String name = getClass().getSimpleName();
    for (ParameterGroup<S> group : groups) {
      if (momentum == null && group.rate().cyclesMomentum()) {
        throw new IllegalArgumentException(
            name + " has no momentum that its schedule could cycle: use one withoutMomentum()");
      }
      for (Parameter parameter : group.parameters()) {
        requireGradients(name, gradients, parameter);
      }
    }
  }

  private static void requireGradients(String name, Gradients gradients, Parameter parameter) {
    if (parameter.isSparse() && gradients == Gradients.DENSE) {
      throw new IllegalArgumentException(
          name + " takes dense gradients, but that of " + parameter + " is sparse: use SparseAdam");
    }
    if (!parameter.isSparse() && gradients == Gradients.SPARSE) {
      throw new IllegalArgumentException(
          name + " takes sparse gradients, but that of " + parameter + " is dense: use Adam");
    }
  }

  /** Makes the state of a parameter. */
  abstract T slice(ParameterGroup<S> group, Parameter parameter);

  /** Called when all slices are bound. */
  void onBound(Engine engine) {}

  /** Updates the slices whose parameters have a gradient; all of them are prepared. */
  abstract void update(Engine engine);

  /** A slice for each parameter; empty before the first step. */
  final List<T> slices() {
    return slices;
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
      T slice = slices.get(i);
      if (slice.parameter.hasGradient()) {
        slice.steps++;
        LearningRate rate = slice.group.rate();
        double own = momentum == null ? 0 : momentum.applyAsDouble(slice.group.settings());
        slice.prepare(rate.at(steps), rate.momentumAt(steps, own));
      }
    }
    steps++;
    update(engine);
    announceChanges();
  }

  /** After the update: who packs a value meanwhile must find another version afterwards. */
  private void announceChanges() {
    for (int i = 0; i < slices.size(); i++) {
      Parameter parameter = slices.get(i).parameter;
      if (parameter.hasGradient()) {
        parameter.changed();
      }
    }
  }

  private void bind() {
    if (engine == null) {
      engine = Engine.create(1);
    }
    if (slices.isEmpty()) {
      for (ParameterGroup<S> group : groups) {
        for (Parameter parameter : group.parameters()) {
          slices.add(slice(group, parameter));
        }
      }
    }
    for (T slice : slices) {
      slice.bind(engine);
    }
    onBound(engine);
    bound = true;
  }
}
