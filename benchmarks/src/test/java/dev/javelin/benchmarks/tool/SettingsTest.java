package dev.javelin.benchmarks.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsTest {
  private static final Contender OPENBLAS = Contender.of(Samples.ROOT + "peers.openblas");
  private static final Map<String, List<String>> SHAPES = Map.of("shape", List.of("a", "b"));
  private static final Catalogue CATALOGUE =
      new Catalogue(
          Map.of(
              Samples.ROOT + "PeakBenchmark.fma",
              Map.of(),
              Samples.ROOT + "LoadBenchmark.epoch",
              Map.of(),
              Samples.ROOT + "GemmBenchmark.multiply",
              SHAPES,
              Samples.ROOT + "peers.openblas.GemmBenchmark.multiply",
              SHAPES));

  private static List<String> turns(Group group, int rounds, Map<String, List<String>> chosen) {
    var contenders = List.of(Contender.JAVELIN, OPENBLAS);
    var settings = new Settings(List.of(group), contenders, List.of(1, 2), rounds, false, chosen);
    return settings.turns(CATALOGUE).stream()
        .map(turn -> turn.round() + " " + turn.question().id() + " " + turn.contender().name())
        .toList();
  }

  @Test
  void contendersTakeTurnsAtEachQuestion() {
    assertThat(turns(Group.GEMM, 1, Map.of()))
        .containsExactly(
            "1 peak.fma threads=1 javelin",
            "1 peak.fma threads=2 javelin",
            "1 gemm.multiply shape=a threads=1 javelin",
            "1 gemm.multiply shape=a threads=1 openblas",
            "1 gemm.multiply shape=b threads=1 javelin",
            "1 gemm.multiply shape=b threads=1 openblas",
            "1 gemm.multiply shape=a threads=2 javelin",
            "1 gemm.multiply shape=a threads=2 openblas",
            "1 gemm.multiply shape=b threads=2 javelin",
            "1 gemm.multiply shape=b threads=2 openblas");
  }

  @Test
  void repeatsAllInEachRound() {
    assertThat(turns(Group.PEAK, 2, Map.of()))
        .containsExactly(
            "1 peak.fma threads=1 javelin",
            "1 peak.fma threads=2 javelin",
            "2 peak.fma threads=1 javelin",
            "2 peak.fma threads=2 javelin");
  }

  @Test
  void loadsWithOneThread() {
    assertThat(turns(Group.LOAD, 1, Map.of()))
        .filteredOn(turn -> turn.contains("load"))
        .containsExactly("1 load.epoch threads=1 javelin");
  }

  @Test
  void asksTheShapesChosen() {
    assertThat(turns(Group.GEMM, 1, Map.of("shape", List.of("c"))))
        .filteredOn(turn -> turn.contains("gemm"))
        .hasSize(4)
        .allMatch(turn -> turn.contains("shape=c"));
  }
}
