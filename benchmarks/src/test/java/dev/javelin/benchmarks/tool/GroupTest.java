package dev.javelin.benchmarks.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GroupTest {
  @ParameterizedTest
  @EnumSource
  void everyGroupIsABenchmarkOfJavelin(Group group) {
    Catalogue catalogue = Catalogue.ofThisBuild();
    List<Question> questions = catalogue.questions(group, 1, Map.of());
    assertThat(questions).isNotEmpty().allMatch(q -> catalogue.answers(Contender.JAVELIN, q));
    assertThat(Group.of(group.className())).isEqualTo(group);
  }

  @ParameterizedTest
  @EnumSource
  void aQuickRunAsksSomeOfTheSame(Group group) {
    Catalogue catalogue = Catalogue.ofThisBuild();
    List<Question> all = catalogue.questions(group, 1, Map.of());
    List<Question> quick = catalogue.questions(group, 1, group.quickParameters());
    assertThat(all).containsAll(quick);
    assertThat(quick.size() < all.size()).isEqualTo(!group.quickParameters().isEmpty());
  }
}
