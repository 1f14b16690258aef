package dev.javelin.nn.utils;

import dev.javelin.Parameter;
import java.util.List;

/** The parameters whose gradients are clipped. */
final class DenseGradients {
  private DenseGradients() {}

  /**
   * The parameters, in a list that does not change.
   *
   * @param name of what clips, for the message
   * @throws IllegalArgumentException if the gradient of one is sparse
   */
  static List<Parameter> of(String name, List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      if (parameter.isSparse()) {
        throw new IllegalArgumentException(
            name + " takes dense gradients, but that of " + parameter + " is sparse");
      }
    }
    return List.copyOf(parameters);
  }
}
