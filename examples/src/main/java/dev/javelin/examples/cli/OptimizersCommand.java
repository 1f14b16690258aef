package dev.javelin.examples.cli;

import dev.javelin.Engine;
import dev.javelin.data.Mnist;
import dev.javelin.examples.data.DataSource;
import dev.javelin.examples.recipe.BadInputException;
import dev.javelin.examples.recipe.OptimizerCurve;
import dev.javelin.examples.report.OptimizersPlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code optimizers}. */
@Command(
    name = "optimizers",
    description =
        "Compares optimizers: trains one network with each of them, from the same weights on the"
            + " same batches, and tables and plots how the loss falls.")
final class OptimizersCommand implements Callable<Integer> {
  private static final String PLOT = "optimizers.png";

  @Mixin private CommonOptions common;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "600",
      converter = PositiveInt.class,
      description = "Steps to train for; default: 600, an epoch of MNIST.")
  private int steps;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where to write " + PLOT + "; default: the current folder.")
  private Path out;

  @Override
  public Integer call() throws BadInputException, IOException {
    OutputFolder.prepare(out);
    var curves = new ArrayList<OptimizerCurve>();
    try (Engine engine = common.engine()) {
      Mnist mnist = DataSource.read(common.data);
      for (OptimizerCurve.Contestant contestant : OptimizerCurve.CONTESTANTS) {
        common.progress("training with " + contestant.name() + ", " + steps + " steps");
        curves.add(OptimizerCurve.of(contestant, mnist, steps, common.seed, engine));
      }
    }
    Path plot = out.resolve(PLOT).normalize();
    OptimizersPlot.write(curves, steps, plot);
    if (common.json) {
      common.print(Json.line(fields(curves, plot)));
    } else {
      printTable(curves);
      common.print("Plot: " + plot);
    }
    return 0;
  }

  private Map<String, Object> fields(List<OptimizerCurve> curves, Path plot) {
    var losses = new LinkedHashMap<String, Object>();
    var accuracies = new LinkedHashMap<String, Object>();
    for (OptimizerCurve curve : curves) {
      losses.put(curve.name(), curve.losses());
      accuracies.put(curve.name(), curve.testAccuracy());
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("data", common.data);
    fields.put("seed", common.seed);
    fields.put("steps", steps);
    fields.put("trainLoss", losses);
    fields.put("testAccuracy", accuracies);
    fields.put("plot", plot.toString());
    return fields;
  }

  private void printTable(List<OptimizerCurve> curves) {
    common.print("One network trained for " + steps + " steps with each optimizer");
    common.print("");
    common.print(
        "%-24s %12s %12s %14s".formatted("optimizer", "first loss", "last loss", "test accuracy"));
    for (OptimizerCurve curve : curves) {
      double first = curve.losses().getFirst();
      common.print(
          "%-24s %12.4f %12.4f %14.4f"
              .formatted(curve.name(), first, curve.lastLoss(), curve.testAccuracy()));
    }
    common.print("");
  }
}
