package dev.javelin.benchmarks.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CatalogueTest {
  private static final Contender LIBTORCH = Contender.of(Samples.ROOT + "peers.libtorch");
  private static final Contender DJL = Contender.of(Samples.ROOT + "peers.djl");
  private static final Contender NETLIB = Contender.of(Samples.ROOT + "peers.netlib");

  private final Catalogue catalogue =
      new Catalogue(
          Map.of(
              Samples.ROOT + "StepBenchmark.step",
              Map.of("network", List.of("SMALL", "LARGE")),
              Samples.ROOT + "peers.libtorch.StepBenchmark.step",
              Map.of("network", List.of("SMALL", "LARGE")),
              Samples.ROOT + "peers.djl.StepBenchmark.step",
              Map.of("network", List.of("SMALL")),
              Samples.ROOT + "peers.netlib.StepBenchmark.step",
              Map.of("network", List.of("SMALL")),
              Samples.ROOT + "ActivationBenchmark.backward",
              Map.of("function", List.of("EXP", "TANH"), "size", List.of("1", "2")),
              Samples.ROOT + "ActivationBenchmark.forward",
              Map.of("function", List.of("EXP"), "size", List.of("1"))));

  private static Question step(String network, int threads) {
    return new Question(Group.STEP, "step", Map.of("network", network), threads);
  }

  @Test
  void asksEveryMethodWithEveryCombination() {
    assertThat(catalogue.questions(Group.ACTIVATION, 2, Map.of()))
        .extracting(Question::id)
        .containsExactly(
            "activation.backward function=EXP size=1 threads=2",
            "activation.backward function=EXP size=2 threads=2",
            "activation.backward function=TANH size=1 threads=2",
            "activation.backward function=TANH size=2 threads=2",
            "activation.forward function=EXP size=1 threads=2");
  }

  @Test
  void chosenValuesReplaceThoseOfParametersThatAreThere() {
    var chosen = Map.of("function", List.of("GELU"), "size", List.of("3"), "network", List.of("X"));
    assertThat(catalogue.questions(Group.ACTIVATION, 1, chosen))
        .extracting(Question::id)
        .containsExactly(
            "activation.backward function=GELU size=3 threads=1",
            "activation.forward function=GELU size=3 threads=1");
  }

  @Test
  void knowsWhoCanAnswer() {
    assertThat(catalogue.answers(LIBTORCH, step("LARGE", 1))).isTrue();
    assertThat(catalogue.answers(DJL, step("SMALL", 1))).isTrue();
    assertThat(catalogue.answers(DJL, step("LARGE", 1))).isFalse();
    // Nobody lists it, so that nobody is known not to be able.
    assertThat(catalogue.answers(DJL, step("HUGE", 1))).isTrue();
    assertThat(catalogue.answers(NETLIB, step("SMALL", 2))).isFalse();
    var other = new Question(Group.STEP, "other", Map.of(), 1);
    assertThat(catalogue.answers(LIBTORCH, other)).isFalse();
  }

  @Test
  void knowsTheParametersOfGroups() {
    assertThat(catalogue.hasParameter(List.of(Group.STEP), "network")).isTrue();
    assertThat(catalogue.hasParameter(List.of(Group.ACTIVATION), "network")).isFalse();
    assertThat(catalogue.hasParameter(List.of(Group.ACTIVATION, Group.STEP), "network")).isTrue();
  }

  @Test
  void knowsWhomTheBuildHas() {
    assertThat(catalogue.has(LIBTORCH)).isTrue();
    assertThat(catalogue.has(Contender.of(Samples.ROOT + "peers.mkl"))).isFalse();
  }
}
