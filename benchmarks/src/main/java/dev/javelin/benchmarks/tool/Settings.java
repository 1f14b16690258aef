package dev.javelin.benchmarks.tool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to run.
 *
 * @param groups in this order, after the bounds
 * @param contenders Javelin first
 * @param threads counts to measure with
 * @param rounds how often all is run, each time in new processes
 * @param quick fewer iterations of fewer parameters
 * @param parameters replace a benchmark's own values
 */
record Settings(
    List<Group> groups,
    List<Contender> contenders,
    List<Integer> threads,
    int rounds,
    boolean quick,
    Map<String, List<String>> parameters) {

  /** A contender asked a question: a process. */
  record Turn(int round, Question question, Contender contender) {}

  /**
   * All that is to be run. Contenders take turns at each question, so that what changes on the
   * machine meanwhile meets everybody.
   */
  List<Turn> turns(Catalogue catalogue) {
    var all = new ArrayList<>(Group.BOUNDS);
    groups.stream().filter(group -> !all.contains(group)).forEach(all::add);
    var turns = new ArrayList<Turn>();
    for (int round = 1; round <= rounds; round++) {
      for (Group group : all) {
        for (int count : group == Group.LOAD ? List.of(1) : threads) {
          for (Question question : catalogue.questions(group, count, parameters(group))) {
            for (Contender contender : contenders) {
              if (catalogue.answers(contender, question)) {
                turns.add(new Turn(round, question, contender));
              }
            }
          }
        }
      }
    }
    return turns;
  }

  private Map<String, List<String>> parameters(Group group) {
    var all = new HashMap<>(quick ? group.quickParameters() : Map.of());
    all.putAll(parameters);
    return all;
  }

  /** JMH's options for a contender's iterations, where its annotations do not hold. */
  List<String> iterations(Group group, Contender contender) {
    var options = new ArrayList<String>();
    if (group == Group.STARTUP) {
      return options;
    }
    if (contender.kind() == Contender.Kind.NATIVE) {
      options.addAll(List.of("-wi", "3", "-w", "300ms"));
    }
    if (quick) {
      options.addAll(List.of("-i", "3", "-r", "200ms"));
    }
    return options;
  }
}
