package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ActivationsPageTest {
  private static final Path PAGE = Path.of("../docs/activations.md");

  /** With {@code -Djavelin.docs=write} it writes the page first. */
  @Test
  void thePageShowsTheFormulas() throws IOException {
    if (System.getProperty("javelin.docs", "").equals("write")) {
      Files.writeString(PAGE, ActivationsPage.markdown());
    }
    assertThat(Files.readString(PAGE))
        .as("docs/activations.md; CONTRIBUTING.md has the command that writes it anew")
        .isEqualTo(ActivationsPage.markdown());
  }
}
