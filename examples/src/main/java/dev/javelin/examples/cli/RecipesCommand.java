package dev.javelin.examples.cli;

import dev.javelin.examples.recipe.Recipe;
import dev.javelin.examples.recipe.Recipes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code recipes}. */
@Command(name = "recipes", description = "Lists the recipes that train takes.")
final class RecipesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    for (Recipe recipe : Recipes.all()) {
      spec.commandLine()
          .getOut()
          .println("%-16s %s".formatted(recipe.name(), recipe.description()));
    }
    return 0;
  }
}
