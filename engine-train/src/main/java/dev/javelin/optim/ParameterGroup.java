package dev.javelin.optim;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import java.util.List;

/**
 * Parameters that share a learning rate and settings; an optimizer may have several groups.
 *
 * @param parameters the group's parameters
 * @param rate the group's learning rate
 * @param settings the optimizer's other settings, such as {@link Adam.Settings}
 * @param maximize whether to climb, not descend: every gradient is taken with its sign turned
 */
public record ParameterGroup<S>(
    List<Parameter> parameters, LearningRate rate, S settings, boolean maximize) {
  /** Copies the list. */
  public ParameterGroup {
    parameters = List.copyOf(parameters);
  }

  /** A group whose loss is to be minimised. */
  public ParameterGroup(List<Parameter> parameters, LearningRate rate, S settings) {
    this(parameters, rate, settings, false);
  }

  /** The same group with an objective that is to be maximised. */
  public ParameterGroup<S> maximized() {
    return new ParameterGroup<>(parameters, rate, settings, true);
  }
}
