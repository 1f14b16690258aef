package dev.javelin.examples.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// A placeholder of the command line.
@Command(name = "javelin", mixinStandardHelpOptions = true, description = "Trains neural networks.")
public final class Main implements Callable<Integer> {
  @Parameters(arity = "0..*", description = "printed back")
  private String[] words = {};

  private Main() {}

  /// Runs the command line and exits with its status.
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() {
    for (String word : words) {
      System.out.println("[" + word + "]");
    }
    return words.length > 0 && words[0].equals("fail") ? 1 : 0;
  }
}
