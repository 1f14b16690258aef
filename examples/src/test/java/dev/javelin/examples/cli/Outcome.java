package dev.javelin.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/** What came of a command line. */
record Outcome(int status, String out, String err) {
  static Outcome of(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status =
        Main.run(arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Outcome(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Checks that it was refused, with nothing but a line that contains the given text. */
  void assertRefused(String reason) {
    assertThat(err).startsWith("javelin: ").contains(reason).endsWith("\n");
    assertThat(err.lines()).hasSize(1);
    assertThat(out).isEmpty();
    assertThat(status).isEqualTo(2);
  }

  /** Checks that it went well, and reads its standard output. */
  Map<String, Object> json() throws IOException {
    assertThat(err).doesNotContain("Exception");
    assertThat(status).isZero();
    assertThat(out.lines()).hasSize(1);
    return JSON.std.mapFrom(out);
  }
}
