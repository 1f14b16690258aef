package dev.javelin.benchmarks.tool;

import java.util.List;

/**
 * What to run.
 *
 * @param groups in this order, after the bounds
 * @param contenders Javelin first
 * @param threads counts to measure with
 * @param rounds how often all is run, each time in new processes
 * @param quick few short iterations of few parameters: for trying out, not for figures
 */
record Settings(
    List<Group> groups,
    List<Contender> contenders,
    List<Integer> threads,
    int rounds,
    boolean quick) {

  /** JMH's options for the iterations. */
  List<String> iterations() {
    return quick
        ? List.of("-wi", "2", "-i", "2", "-w", "200ms", "-r", "200ms")
        : List.of("-foe", "true");
  }
}
