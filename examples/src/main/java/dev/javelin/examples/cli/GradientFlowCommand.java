package dev.javelin.examples.cli;

import dev.javelin.Engine;
import dev.javelin.data.ImageDataset;
import dev.javelin.examples.data.DataSource;
import dev.javelin.examples.recipe.BadInputException;
import dev.javelin.examples.recipe.GradientFlow;
import dev.javelin.examples.report.GradientFlowPlot;
import dev.javelin.nn.Activations.ReLU;
import dev.javelin.nn.Activations.Sigmoid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gradient-flow}. */
@Command(
    name = "gradient-flow",
    description =
        "Shows how gradients vanish: trains one deep network with sigmoid and with ReLU, and tables"
            + " and plots the mean absolute gradient of each layer's weights.")
final class GradientFlowCommand implements Callable<Integer> {
  private static final String PLOT = "gradient-flow.png";

  @Mixin private CommonOptions common;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "100",
      converter = PositiveInt.class,
      description = "Steps to train for and to take the mean over; default: 100.")
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
    GradientFlow sigmoid;
    GradientFlow relu;
    try (Engine engine = common.engine()) {
      ImageDataset images = DataSource.read(common.data).train();
      common.progress("training with sigmoid, " + steps + " steps");
      sigmoid = GradientFlow.of(new Sigmoid(), images, steps, common.seed, engine);
      common.progress("training with ReLU, " + steps + " steps");
      relu = GradientFlow.of(new ReLU(), images, steps, common.seed, engine);
    }
    Path plot = out.resolve(PLOT).normalize();
    GradientFlowPlot.write(sigmoid, relu, plot);
    if (common.json) {
      common.print(Json.line(fields(sigmoid, relu, plot)));
    } else {
      printTable(sigmoid, relu);
      common.print("Plot: " + plot);
    }
    return 0;
  }

  private Map<String, Object> fields(GradientFlow sigmoid, GradientFlow relu, Path plot) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("data", common.data);
    fields.put("seed", common.seed);
    fields.put("steps", steps);
    fields.put("sigmoid", sigmoid.gradients());
    fields.put("relu", relu.gradients());
    fields.put("plot", plot.toString());
    return fields;
  }

  private void printTable(GradientFlow sigmoid, GradientFlow relu) {
    common.print("Mean absolute gradient of each layer's weights, over " + steps + " steps");
    common.print("");
    common.print("%-12s %12s %12s".formatted("layer", "sigmoid", "ReLU"));
    for (int i = 0; i < sigmoid.gradients().size(); i++) {
      row(String.valueOf(i + 1), sigmoid.gradients().get(i), relu.gradients().get(i));
    }
    row("first / last", sigmoid.firstToLast(), relu.firstToLast());
    common.print("");
  }

  private void row(String label, double sigmoid, double relu) {
    common.print("%-12s %12.2e %12.2e".formatted(label, sigmoid, relu));
  }
}
