package dev.javelin.benchmarks.tool;

import dev.javelin.benchmarks.tool.Settings.Turn;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs JMH, a process for each turn, so that each contender has an environment of its own and no
 * two OpenMP runtimes meet. What was measured is on disk after each turn.
 */
final class JmhRun {
  /** Set on some machines, where they make OpenBLAS choose an older processor's kernels. */
  private static final List<String> UNSET = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

  private final Settings settings;
  private final Path json;
  private final File log;
  private final PrintWriter progress;
  private boolean hasFailures;

  /**
   * A run that is not begun.
   *
   * @param folder takes {@code jmh.json} of the last turn and {@code jmh.log} of all
   */
  JmhRun(Settings settings, Path folder, PrintWriter progress) {
    this.settings = settings;
    this.json = folder.resolve("jmh.json");
    this.log = folder.resolve("jmh.log").toFile();
    this.progress = progress;
  }

  /**
   * Takes all turns.
   *
   * @param file takes the results so far after each turn
   */
  Results run(Catalogue catalogue, Path file) throws IOException, InterruptedException {
    Files.deleteIfExists(log.toPath());
    Machine machine = Machine.here();
    List<Turn> turns = settings.turns(catalogue);
    var all = new ArrayList<Map<String, Object>>();
    var results = new Results(machine, all);
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      String what = turn.question().id() + ", " + turn.contender().name();
      say("%d of %d: %s".formatted(i + 1, turns.size(), what));
      List<Map<String, Object>> answer = take(turn);
      if (answer.isEmpty()) {
        hasFailures = true;
        say("no answer; see " + log);
      }
      all.addAll(answer);
      results = new Results(machine, all);
      results.write(file);
    }
    return results;
  }

  /** Whether someone gave no answer. */
  boolean hasFailures() {
    return hasFailures;
  }

  private void say(String message) {
    progress.println(message);
    progress.flush();
  }

  /** The answer, or none if the benchmark failed: the others are measured all the same. */
  private List<Map<String, Object>> take(Turn turn) throws IOException, InterruptedException {
    Files.deleteIfExists(json);
    var builder = new ProcessBuilder(command(turn));
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log));
    var environment = builder.environment();
    UNSET.forEach(environment::remove);
    environment.put("OMP_NUM_THREADS", Integer.toString(turn.question().threads()));
    environment.putAll(turn.contender().environment());
    int status = builder.start().waitFor();
    if (status != 0) {
      throw new IOException("JMH failed with status %d; see %s".formatted(status, log));
    }
    return Files.exists(json) ? JmhJson.list(Files.readString(json)) : List.of();
  }

  private List<String> command(Turn turn) {
    Question question = turn.question();
    Contender contender = turn.contender();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // JMH hands its own flags down to its forks.
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.openjdk.jmh.Main"));
    command.add("^" + contender.benchmark(question).replace(".", "\\.") + "$");
    command.addAll(List.of("-f", "1", "-prof", "gc", "-rf", "json", "-rff", json.toString()));
    command.addAll(List.of("-p", Question.THREADS + "=" + question.threads()));
    question
        .parameters()
        .forEach((name, value) -> command.addAll(List.of("-p", name + "=" + value)));
    command.addAll(settings.iterations(question.group(), contender));
    return command;
  }
}
