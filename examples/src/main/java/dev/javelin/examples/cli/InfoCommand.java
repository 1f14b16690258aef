package dev.javelin.examples.cli;

import dev.javelin.Engine;
import dev.javelin.examples.recipe.BadInputException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code info}. */
@Command(name = "info", description = "Shows what training runs on here.")
final class InfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws BadInputException {
    try (Engine engine = new CommonOptions().engine()) {
      String kernels = engine.kernels().name();
      line("Kernels:", kernels);
      line(
          "Vectors:", kernels.replaceFirst("^vector-(\\d+)$", "$1 bits").replace("scalar", "none"));
      line("Threads:", String.valueOf(engine.threads()));
    }
    line("JDK:", property("java.runtime.version") + ", " + property("java.vm.name"));
    line("Vendor:", property("java.vendor"));
    line("OS:", property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
    return 0;
  }

  private void line(String label, String value) {
    spec.commandLine().getOut().println("%-9s %s".formatted(label, value));
  }

  private static String property(String name) {
    return System.getProperty(name);
  }
}
