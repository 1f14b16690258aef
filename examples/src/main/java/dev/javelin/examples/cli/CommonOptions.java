package dev.javelin.examples.cli;

import dev.javelin.Engine;
import dev.javelin.examples.recipe.BadInputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every verb that trains, and where such a verb prints. */
final class CommonOptions {
  private static final int MOST_THREADS = 1024;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec verb;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      defaultValue = "mnist",
      description =
          "mnist (embedded), fashion-mnist, or a folder with the four IDX files of such a data set;"
              + " default: mnist.")
  String data;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "777",
      description = "Of first weights and shuffling; default: 777.")
  long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = PositiveInt.class,
      description = "Default: one for each processor. The result does not depend on it.")
  Integer threads;

  @Option(names = "--quiet", description = "Shows the result only, no progress.")
  boolean quiet;

  @Option(
      names = "--json",
      description = "Prints the result as one JSON object; progress goes to standard error.")
  boolean json;

  /** Prints a line of the result. */
  void print(String line) {
    verb.commandLine().getOut().println(line);
  }

  /** Prints a line of progress, unless it is not wanted. */
  void progress(String line) {
    if (!quiet) {
      verb.commandLine().getErr().println(line);
    }
  }

  /** An engine with so many threads, to be closed by the caller. */
  Engine engine() throws BadInputException {
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (count > MOST_THREADS) {
      throw new BadInputException("--threads %d: at most %d".formatted(count, MOST_THREADS));
    }
    try {
      return Engine.create(count);
    } catch (IllegalStateException e) {
      // -Djavelin.kernels asks for kernels that are not to be had.
      throw new BadInputException(e.getMessage(), e);
    }
  }
}
