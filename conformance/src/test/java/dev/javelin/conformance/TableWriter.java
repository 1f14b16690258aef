package dev.javelin.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Writes the table of {@link Differences} when all tests are done. */
public final class TableWriter implements TestExecutionListener {
  private static final String HEAD =
      """
      # Largest differences between Javelin and libtorch

      A unit in the last place (ulp) is 2^-23 of the larger of the two numbers, or of what the bound says. NaN agrees with
      NaN only, an infinity with itself only.
      """;

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    Path file = Path.of(System.getProperty("conformance.table", "target/conformance.md"));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, HEAD + Differences.table());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
