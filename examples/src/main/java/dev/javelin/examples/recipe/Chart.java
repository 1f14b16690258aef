package dev.javelin.examples.recipe;

import java.util.List;

/**
 * Curves over the epochs of a run, to be shown together.
 *
 * @param quantity what is shown, such as {@code test accuracy}
 * @param curves one or more
 */
public record Chart(String quantity, List<Curve> curves) {
  /**
   * A value for each epoch, from the first.
   *
   * @param name of what was trained
   */
  public record Curve(String name, List<Double> values) {}
}
