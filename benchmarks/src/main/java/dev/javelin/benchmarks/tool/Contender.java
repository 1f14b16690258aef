package dev.javelin.benchmarks.tool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who is measured: a package with a class for each question it answers, and the environment in
 * which it is fastest. RESULTS.md has what was tried.
 *
 * @param name for the report
 * @param packageName of its benchmark classes
 * @param kind what its fast code is written in
 * @param environment variables of its process, besides the number of OpenMP threads
 */
record Contender(String name, String packageName, Kind kind, Map<String, String> environment) {
  /** What decides how long to warm up, and how many threads there are. */
  enum Kind {
    /** The JVM compiles it while it runs. */
    JAVA,
    /** The same, but it knows no threads. */
    JAVA_WITHOUT_THREADS,
    /** Compiled before. */
    NATIVE
  }

  private static final String ROOT = "dev.javelin.benchmarks";

  /** OpenMP threads that wait for work in a loop steal the time of those that have some. */
  private static final Map<String, String> PASSIVE =
      Map.of("OMP_WAIT_POLICY", "PASSIVE", "GOMP_SPINCOUNT", "0");

  /** The C library gives large blocks back at every free, and each new one is filled by faults. */
  private static final Map<String, String> KEEPS_MEMORY =
      Map.of(
          "MALLOC_ARENA_MAX", "1",
          "MALLOC_MMAP_THRESHOLD_", "33554432",
          "MALLOC_TRIM_THRESHOLD_", "4000000000");

  static final Contender JAVELIN = new Contender("javelin", ROOT, Kind.JAVA, Map.of());

  static final List<Contender> PEERS =
      List.of(
          peer("openblas", Kind.NATIVE, PASSIVE),
          peer("mkl", Kind.NATIVE, Map.of("MKL_THREADING_LAYER", "INTEL", "KMP_BLOCKTIME", "0")),
          peer("libtorch", Kind.NATIVE, both(PASSIVE, KEEPS_MEMORY)),
          peer("djl", Kind.NATIVE, PASSIVE),
          peer("deeplearning4j", Kind.NATIVE, PASSIVE),
          peer("onnxruntime", Kind.NATIVE, Map.of()),
          peer("netlib", Kind.JAVA_WITHOUT_THREADS, Map.of()));

  private static Contender peer(String name, Kind kind, Map<String, String> environment) {
    return new Contender(name, ROOT + ".peers." + name, kind, environment);
  }

  private static Map<String, String> both(Map<String, String> a, Map<String, String> b) {
    var all = new HashMap<>(a);
    all.putAll(b);
    return Map.copyOf(all);
  }

  /** The contender of a benchmark class. */
  static Contender of(String packageName) {
    return Stream.concat(Stream.of(JAVELIN), PEERS.stream())
        .filter(contender -> contender.packageName().equals(packageName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no contender: " + packageName));
  }

  /** Whether it can be measured with so many threads. */
  boolean uses(int threads) {
    return threads == 1 || kind != Kind.JAVA_WITHOUT_THREADS;
  }

  /** The full name of its benchmark of a question. */
  String benchmark(Question question) {
    return packageName + "." + question.group().className() + "." + question.method();
  }
}
