package dev.javelin.benchmarks.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs JMH, in turn for every contender of a group, a process each, so that each has an environment
 * of its own and no two OpenMP runtimes meet. The forks of one benchmark are spread over rounds, so
 * that what changes on the machine meanwhile meets everybody.
 */
final class JmhRun {
  /** Set on some machines, where they make OpenBLAS choose an older processor's kernels. */
  private static final List<String> UNSET = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

  private final Settings settings;
  private final Path folder;
  private final PrintWriter progress;

  JmhRun(Settings settings, Path folder, PrintWriter progress) {
    this.settings = settings;
    this.folder = folder;
    this.progress = progress;
  }

  /** The JMH results of all rounds. */
  List<Map<String, Object>> run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var groups = new ArrayList<>(Group.BOUNDS);
    settings.groups().stream().filter(group -> !groups.contains(group)).forEach(groups::add);
    var results = new ArrayList<Map<String, Object>>();
    for (int round = 1; round <= settings.rounds(); round++) {
      for (Group group : groups) {
        for (int threads : group == Group.LOAD ? List.of(1) : settings.threads()) {
          for (Contender contender : settings.contenders()) {
            if (contender.answers(group) && contender.uses(threads)) {
              progress.printf(
                  "round %d of %d: %s, %s, threads %d%n",
                  round, settings.rounds(), group.label(), contender.name(), threads);
              progress.flush();
              results.addAll(run(group, contender, threads));
            }
          }
        }
      }
    }
    return results;
  }

  private List<Map<String, Object>> run(Group group, Contender contender, int threads)
      throws IOException, InterruptedException {
    Path json = folder.resolve("jmh.json");
    Path log = folder.resolve("jmh.log");
    Files.deleteIfExists(json);
    var builder = new ProcessBuilder(command(group, contender, threads, json));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    var environment = builder.environment();
    UNSET.forEach(environment::remove);
    environment.put("OMP_NUM_THREADS", Integer.toString(threads));
    environment.putAll(contender.environment());
    int status = builder.start().waitFor();
    if (status != 0 || !Files.exists(json)) {
      throw new IOException(
          "%s of %s failed with status %d; see %s"
              .formatted(group.label(), contender.name(), status, log));
    }
    return JmhJson.list(Files.readString(json));
  }

  private List<String> command(Group group, Contender contender, int threads, Path json) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // JMH hands its own flags down to its forks.
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.openjdk.jmh.Main"));
    command.add(contender.pattern(group));
    command.addAll(List.of("-f", "1", "-prof", "gc", "-rf", "json", "-rff", json.toString()));
    command.addAll(List.of("-p", "threads=" + threads));
    command.addAll(settings.iterations(group, contender));
    var parameters = new ArrayList<>(settings.quick() ? group.quickParameters() : List.of());
    parameters.addAll(settings.parameters());
    parameters.forEach(parameter -> command.addAll(List.of("-p", parameter)));
    return command;
  }
}
