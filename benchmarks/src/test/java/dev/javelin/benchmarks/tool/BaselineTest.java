package dev.javelin.benchmarks.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BaselineTest {
  private static final Baseline BEFORE = new Baseline(Map.of("a", 0.5, "b", 0.8, "gone", 1.0));

  @Test
  void holdsSharesOfJavelinOnly() throws IOException {
    var results = new Samples().bounds().product("", 2000).product("peers.mkl.", 1000).results();
    assertThat(Baseline.of(results).shares())
        .containsOnlyKeys("gemm.multiply shape=64x64x64-NN threads=1")
        .allSatisfy((id, share) -> assertThat(share).isEqualTo(0.5, within(1e-9)));
  }

  @Test
  void findsWhatFellByMoreThanTheTolerance() {
    var later = new Baseline(Map.of("a", 0.44, "b", 0.73, "new", 0.1));
    var falls = BEFORE.falls(later, 0.1);
    assertThat(falls).hasSize(1);
    assertThat(falls.getFirst().id()).isEqualTo("a");
    assertThat(falls.getFirst().loss()).isEqualTo(0.12, within(1e-9));
    assertThat(BEFORE.falls(later, 0.13)).isEmpty();
    assertThat(BEFORE.inCommon(later)).isEqualTo(2);
  }

  @Test
  void readsItsOwnFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("baseline.json");
    BEFORE.write(file);
    assertThat(Baseline.read(file)).isEqualTo(BEFORE);
  }

  @Test
  void refusesWhatIsNoShare(@TempDir Path folder) throws IOException {
    for (String json : List.of("{\"a\": \"fast\"}", "{\"a\": 0}", "{\"a\": -1}", "{\"a\": null}")) {
      Path file = Files.writeString(folder.resolve("bad.json"), json);
      assertThatThrownBy(() -> Baseline.read(file)).hasMessageContaining("the share of \"a\"");
    }
  }
}
