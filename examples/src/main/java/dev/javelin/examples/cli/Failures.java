package dev.javelin.examples.cli;

import dev.javelin.data.DatasetException;
import dev.javelin.examples.recipe.BadInputException;
import dev.javelin.train.DivergedException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the user sees when something goes wrong: one line. A stack trace is for our own faults. */
final class Failures {
  private Failures() {}

  static int onBadArguments(ParameterException e, String[] arguments) {
    String hint = "";
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      hint =
          suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
    }
    String verb = e.getCommandLine().getCommandSpec().qualifiedName();
    print(e.getCommandLine(), "%s%s (see %s --help)".formatted(e.getMessage(), hint, verb));
    return CommandLine.ExitCode.USAGE;
  }

  static int onException(Exception e, CommandLine command, ParseResult parsed) {
    switch (e) {
      case BadInputException _, DatasetException _ -> {
        print(command, e.getMessage());
        return CommandLine.ExitCode.USAGE;
      }
      case DivergedException _ -> print(command, e.getMessage());
      case IOException _ -> print(command, e.toString());
      default -> e.printStackTrace(command.getErr());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static void print(CommandLine command, String message) {
    command.getErr().println("javelin: " + message.strip().replaceAll("\\R\\s*", " "));
  }
}
