package dev.javelin.benchmarks.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsTest {
  private static final Contender OPENBLAS = Contender.PEERS.getFirst();

  private static Measurement only(Group group, Results results) {
    return ReportTable.measurements(group, results).getFirst();
  }

  @Test
  void readsWhatJmhWrites() throws IOException {
    String raw = "[[1.0, 4.0], [2.0, 3.0]]";
    var results =
        new Samples().add(Samples.ROOT + "LoadBenchmark.epoch", "", raw, 0, 5000).results();
    Measurement m = only(Group.LOAD, results);
    assertThat(m.question().id()).isEqualTo("load.epoch threads=1");
    assertThat(m.samples()).containsExactly(1.0, 4.0, 2.0, 3.0);
    assertThat(m.microseconds()).isEqualTo(2.5);
    assertThat(m.spread()).isEqualTo(1.2);
    assertThat(m.gigabytes()).isEqualTo(2);
    assertThat(m.allocated()).isEqualTo(24);
  }

  @Test
  void putsRoundsTogether() throws IOException {
    var results = new Samples().product("", 1).product("", 3).results();
    assertThat(results.javelin()).hasSize(1);
    assertThat(only(Group.GEMM, results).samples()).containsExactly(1.0, 3.0);
  }

  @Test
  void comparesWithPeersAtTheSameQuestion() throws IOException {
    var results = new Samples().product("", 2).product("peers.openblas.", 3).results();
    assertThat(results.peers()).containsExactly(OPENBLAS);
    assertThat(results.ratio(OPENBLAS, only(Group.GEMM, results))).contains(1.5);
    var other = new Samples().product("peers.openblas.", 3);
    other.add(Samples.ROOT + "GemmBenchmark.multiply", "\"shape\": \"1x1x1-NN\",", "[[2]]", 1, 0);
    assertThat(other.results().ratio(OPENBLAS, only(Group.GEMM, other.results()))).isEmpty();
  }

  @Test
  void givesSharesOfPeakAndOfCopy() throws IOException {
    var samples = new Samples().bounds().product("", 2000);
    samples.add(Samples.ROOT + "LoadBenchmark.epoch", "", "[[4000]]", 0, 1e7);
    Results results = samples.results();
    assertThat(results.share(only(Group.GEMM, results)).orElseThrow()).isEqualTo(0.5, within(1e-9));
    assertThat(results.share(only(Group.LOAD, results)).orElseThrow())
        .isEqualTo(0.25, within(1e-9));
    assertThat(results.share(only(Group.PEAK, results))).isEmpty();
    var without = new Samples().product("", 2000).results();
    assertThat(without.share(only(Group.GEMM, without))).isEmpty();
  }

  @Test
  void readsItsOwnFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("results.json");
    Results results = new Samples().bounds().product("", 2000).results();
    results.write(file);
    Results read = Results.read(file);
    assertThat(read.machine()).isEqualTo(results.machine());
    assertThat(read.javelin()).isEqualTo(results.javelin());
  }

  @Test
  void refusesOtherBenchmarks() {
    for (String name :
        List.of("org.other.FooBenchmark.bar", "dev.javelin.benchmarks.Foo.bar", "x")) {
      assertThatThrownBy(() -> new Samples().add(name, "", "[[1]]", 0, 0).results())
          .isInstanceOf(IOException.class)
          .hasMessage("not one of these benchmarks: " + name);
    }
    assertThatThrownBy(() -> new Samples().product("", 1).add("x", "", "[[]]", 0, 0).results())
        .isInstanceOf(IOException.class);
  }
}
