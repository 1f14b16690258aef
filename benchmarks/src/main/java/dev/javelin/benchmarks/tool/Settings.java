package dev.javelin.benchmarks.tool;

import java.util.ArrayList;
import java.util.List;

/**
 * What to run.
 *
 * @param groups in this order, after the bounds
 * @param contenders Javelin first
 * @param threads counts to measure with
 * @param rounds how often all is run, each time in new processes
 * @param quick fewer iterations of fewer parameters
 * @param parameters {@code name=value,value}: replace a benchmark's own
 */
record Settings(
    List<Group> groups,
    List<Contender> contenders,
    List<Integer> threads,
    int rounds,
    boolean quick,
    List<String> parameters) {

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
