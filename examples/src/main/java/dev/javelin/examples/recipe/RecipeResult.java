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
 */
public record RecipeResult(
    String data, List<EpochSummary> epochs, double testAccuracy, List<Parameter> parameters) {
  /** The seconds that training took, without reading data and testing. */
  public double seconds() {
    return epochs.stream().mapToDouble(EpochSummary::seconds).sum();
  }

  /** The samples trained on in a second. */
  public double samplesPerSecond() {
    return epochs.stream().mapToLong(EpochSummary::samples).sum() / seconds();
  }
}
