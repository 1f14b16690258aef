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
 */
public record ParameterGroup<S>(List<Parameter> parameters, LearningRate rate, S settings) {
  /** Copies the list. */
  public ParameterGroup {
    parameters = List.copyOf(parameters);
  }
}
