package dev.javelin.benchmarks.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GroupTest {
  @ParameterizedTest
  @EnumSource
  void everyGroupIsABenchmarkOfJavelin(Group group) {
    assertThat(Contender.JAVELIN.answers(group)).isTrue();
    assertThat(Group.of(group.className())).isEqualTo(group);
    assertThat("dev.javelin.benchmarks." + group.className() + ".method")
        .containsPattern(Contender.JAVELIN.pattern(group));
  }
}
