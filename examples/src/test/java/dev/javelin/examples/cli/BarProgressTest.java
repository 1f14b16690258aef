package dev.javelin.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BarProgressTest {
  private static final String ERASE = "\r\033[K";

  private final StringWriter out = new StringWriter();
  private final BarProgress progress = new BarProgress("a bar", new PrintWriter(out), 3);

  /** Closed at once, most often before the bar's thread has drawn for the first time. */
  @RepeatedTest(100)
  void isErasedAtTheEnd() {
    progress.onBatch(1, 1, 20, 0.5);
    progress.close();
    assertThat(out.toString()).contains("1/60").endsWith(ERASE);
  }

  @Test
  void writesNothingWithoutABatch() {
    progress.close();
    assertThat(out.toString()).isEmpty();
  }
}
