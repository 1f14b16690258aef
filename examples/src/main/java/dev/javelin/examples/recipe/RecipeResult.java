package dev.javelin.examples.recipe;

import dev.javelin.Parameter;
import dev.javelin.train.EpochSummary;
import java.util.List;

/**
 * What came of a run.
 *
 * @param data what it learned
 * @param epochs one or more
 * @param testAccuracy from 0 to 1
 * @param parameters as trained
 * @param charts of recipes that compare several trainings
 */
public record RecipeResult(
    String data,
    List<EpochSummary> epochs,
    double testAccuracy,
    List<Parameter> parameters,
    List<Chart> charts) {
  /** Of a recipe that trains one model. */
  RecipeResult(
      String data, List<EpochSummary> epochs, double testAccuracy, List<Parameter> parameters) {
    this(data, epochs, testAccuracy, parameters, List.of());
  }

  /** The seconds that training took, without reading data and testing. */
  public double seconds() {
    return epochs.stream().mapToDouble(EpochSummary::seconds).sum();
  }

  /** The samples trained on in a second. */
  public double samplesPerSecond() {
    return epochs.stream().mapToLong(EpochSummary::samples).sum() / seconds();
  }
}
