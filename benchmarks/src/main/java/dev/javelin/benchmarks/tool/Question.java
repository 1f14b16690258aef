package dev.javelin.benchmarks.tool;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was measured: the same for every contender.
 *
 * @param group the benchmark class
 * @param method of that class
 * @param parameters without the number of threads, in alphabetical order
 * @param threads how many
 */
record Question(Group group, String method, Map<String, String> parameters, int threads) {
  /** JMH's parameter for the threads, which every benchmark has that can use several. */
  static final String THREADS = "threads";

  /** As in {@code gemm.multiply shape=64x64x64-NN threads=1}. */
  String id() {
    String pairs =
        parameters.entrySet().stream()
            .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining());
    return group.label() + "." + method + pairs + " threads=" + threads;
  }

  /** Without the group, which is a report's heading. */
  String label() {
    String values = String.join(" ", parameters.values());
    return (method + " " + values).strip()
        + ", "
        + threads
        + (threads == 1 ? " thread" : " threads");
  }
}
