package dev.javelin.examples.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: picks the verb, and turns what comes of it into an exit status. */
@Command(
    name = "javelin",
    description = "Trains neural networks, in pure Java.",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    footer = {
      "",
      "Exit status: 0 done, 2 usage or bad input, 1 failure.",
      "Begin with: javelin train mnist_nn"
    },
    subcommands = {
      TrainCommand.class,
      GradientFlowCommand.class,
      OptimizersCommand.class,
      RecipesCommand.class,
      InfoCommand.class
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help and exits.")
  @SuppressWarnings("unused") // picocli looks at it
  private boolean help;

  private Main() {}

  /** Runs the command line and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  /** Runs the command line and returns its exit status: 0 done, 2 bad input, 1 failure. */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    // Numbers look the same to everybody, and programs can read them.
    Locale.setDefault(Locale.ROOT);
    return new CommandLine(new Main())
        .setOut(writer(out))
        .setErr(writer(err))
        .setParameterExceptionHandler(Failures::onBadArguments)
        .setExecutionExceptionHandler(Failures::onException)
        .execute(arguments);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  /** Without a verb: the help, as an error. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }
}
