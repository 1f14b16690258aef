package dev.javelin.examples.cli;

import dev.javelin.examples.recipe.Chart;
import dev.javelin.examples.recipe.RecipeResult;
import dev.javelin.io.WeightsDigest;
import dev.javelin.train.EpochSummary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code train} tells of a run, for people and for programs. */
record TrainReport(
    String recipe, int batchSize, long seed, int threads, String kernels, RecipeResult result) {
  /** The fields of the JSON object. */
  Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("recipe", recipe);
    fields.put("data", result.data());
    fields.put("seed", seed);
    fields.put("epochs", result.epochs().size());
    fields.put("batchSize", batchSize);
    fields.put("trainLoss", result.epochs().stream().map(EpochSummary::loss).toList());
    fields.put("testAccuracy", result.testAccuracy());
    if (!result.charts().isEmpty()) {
      fields.put("curves", curves());
    }
    fields.put("seconds", result.seconds());
    fields.put("samplesPerSecond", result.samplesPerSecond());
    fields.put("threads", threads);
    fields.put("kernels", kernels);
    fields.put("weightsSha256", WeightsDigest.sha256(result.parameters()));
    return fields;
  }

  private Map<String, Object> curves() {
    var curves = new LinkedHashMap<String, Object>();
    for (Chart chart : result.charts()) {
      var values = new LinkedHashMap<String, Object>();
      chart.curves().forEach(curve -> values.put(curve.name(), curve.values()));
      curves.put(chart.quantity(), values);
    }
    return curves;
  }

  /** Tables. */
  String text() {
    return result.charts().stream().map(TrainReport::table).collect(Collectors.joining())
        + summary();
  }

  private static String table(Chart chart) {
    var table = new StringBuilder("\n%-20s".formatted(chart.quantity()));
    chart.curves().forEach(curve -> table.append(" %20s".formatted(curve.name())));
    int epochs = chart.curves().getFirst().values().size();
    for (int epoch = 0; epoch < epochs; epoch++) {
      table.append("\n%-20s".formatted("epoch " + (epoch + 1)));
      for (Chart.Curve curve : chart.curves()) {
        table.append(" %20.4f".formatted(curve.values().get(epoch)));
      }
    }
    return table.append("\n").toString();
  }

  private String summary() {
    return """

    Accuracy:  %.4f
    Time:      %.2f s (%,.0f samples/s)
    Threads:   %d
    Kernels:   %s
    SHA-256:   %s (of the weights)\
    """
        .formatted(
            result.testAccuracy(),
            result.seconds(),
            result.samplesPerSecond(),
            threads,
            kernels,
            WeightsDigest.sha256(result.parameters()));
  }
}
