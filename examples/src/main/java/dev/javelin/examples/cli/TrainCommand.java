package dev.javelin.examples.cli;

import dev.javelin.Engine;
import dev.javelin.examples.recipe.BadInputException;
import dev.javelin.examples.recipe.Chart;
import dev.javelin.examples.recipe.Recipe;
import dev.javelin.examples.recipe.RecipeContext;
import dev.javelin.examples.recipe.RecipeResult;
import dev.javelin.examples.recipe.Recipes;
import dev.javelin.examples.report.ChartPlot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code train RECIPE}. */
@Command(name = "train", description = "Trains and tests a recipe; see the verb recipes.")
final class TrainCommand implements Callable<Integer> {
  private static final String RESULT = "result.json";

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RECIPE", description = "Such as mnist_nn.")
  private String recipeName;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = PositiveInt.class,
      description =
          "Passes over the training data; for mnist_back_prop, thousands of steps. Default: the"
              + " recipe's.")
  private Integer epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      converter = PositiveInt.class,
      description = "Samples a step. Default: the recipe's.")
  private Integer batchSize;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Also writes "
              + RESULT
              + ", and the curves of a recipe that compares several trainings as PNG, to this"
              + " folder, which is made if need be.")
  private Path out;

  @Override
  public Integer call() throws BadInputException, IOException {
    Recipe recipe = Recipes.named(recipeName);
    if (out != null) {
      OutputFolder.prepare(out);
    }
    TrainReport report = train(recipe);
    PrintWriter printer = spec.commandLine().getOut();
    printer.println(common.json ? Json.line(report.fields()) : report.text());
    if (out != null) {
      Files.writeString(out.resolve(RESULT), Json.line(report.fields()) + "\n");
      for (Chart chart : report.result().charts()) {
        ChartPlot.write(chart, out.resolve(chart.quantity().replace(' ', '-') + ".png"));
      }
    }
    return 0;
  }

  private TrainReport train(Recipe recipe) throws BadInputException, IOException {
    int epochCount = epochs == null ? recipe.epochs() : epochs;
    int size = batchSize == null ? recipe.batchSize() : batchSize;
    PrintWriter err = spec.commandLine().getErr();
    try (Engine engine = common.engine();
        TrainingProgress progress =
            TrainingProgress.of(recipe.name(), epochCount, err, common.quiet)) {
      var context = new RecipeContext(engine, common.data, epochCount, size, common.seed, progress);
      RecipeResult result = recipe.run(context);
      return new TrainReport(
          recipe.name(), size, common.seed, engine.threads(), engine.kernels().name(), result);
    }
  }
}
