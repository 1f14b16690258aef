package dev.javelin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ColdProcessTest {
  @Test
  void startsAsTheLauncherDoes() throws IOException {
    String launcher = Files.readString(Path.of("../javelin"));
    String flags = "flags='" + String.join("\n", ColdProcess.FLAGS) + "'";
    assertThat(launcher).contains(flags);
  }
}
