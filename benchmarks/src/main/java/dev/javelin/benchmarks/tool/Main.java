package dev.javelin.benchmarks.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code bench}: measures, reports, and holds a run against a baseline. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures Javelin and, with --peers, others; writes report.html and report.md.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:done", "1:slower than the baseline, or failed", "2:usage or bad input"})
public final class Main implements Callable<Integer> {
  private static final String RESULTS = "results.json";

  @Spec private CommandSpec spec;

  @Option(names = "--peers", description = "Also measures the peers that this build has.")
  private boolean peers;

  @Option(
      names = "--groups",
      split = ",",
      paramLabel = "GROUP",
      description = "Some of: ${COMPLETION-CANDIDATES}. Default: all.")
  private List<Group> groups = List.of(Group.values());

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      description = "Thread counts. Default: 1 and 2, where there are 2 processors.")
  private List<Integer> threads = defaultThreads();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often all is run, each time in new processes. Default: 3; 1 if quick.")
  private Integer rounds;

  @Option(names = "--quick", description = "Fewer iterations of fewer parameters.")
  private boolean quick;

  @Option(
      names = "-p",
      paramLabel = "NAME=VALUE,...",
      description = "JMH's parameters, such as -p shape=64x64x64-NN; may be repeated.")
  private Map<String, String> parameters = Map.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Takes the report and " + RESULTS + ". Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("benchmarks", "target", "report");

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Measures nothing: takes the " + RESULTS + " of an earlier run.")
  private Path from;

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description = "Writes what Javelin reached, for --gate.")
  private Path newBaseline;

  @Option(
      names = "--gate",
      paramLabel = "FILE",
      description = "Prints what is slower than in this baseline, and ends with status 1 if any.")
  private Path gate;

  @Option(
      names = "--tolerance",
      paramLabel = "SHARE",
      description = "How much of its speed a figure may lose. Default: ${DEFAULT-VALUE}.")
  private double tolerance = 0.1;

  // Whether a benchmark gave no answer.
  private boolean failed;

  private Main() {}

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        // So that the launcher's --out can be overruled.
        .setOverwrittenOptionsAllowed(true)
        .setExecutionExceptionHandler(
            (exception, line, parsed) -> {
              line.getErr().println("bench: " + exception.getMessage());
              return 1;
            })
        .execute(arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!(tolerance >= 0 && tolerance < 1)) {
      throw badInput("--tolerance " + tolerance + ": expected a share from 0 to below 1");
    }
    Baseline baseline = gate == null ? null : readable(gate, Baseline::read);
    Results results = from == null ? measure() : readable(from, Results::read);
    new Report(results).write(out);
    PrintWriter printer = spec.commandLine().getOut();
    printer.println("report: " + out.resolve("report.html"));
    if (newBaseline != null) {
      Baseline.of(results).write(newBaseline);
    }
    int status = baseline == null ? 0 : Gate.check(baseline, results, tolerance, printer);
    return failed ? 1 : status;
  }

  private Results measure() throws IOException, InterruptedException {
    Catalogue catalogue = Catalogue.ofThisBuild();
    var contenders = new ArrayList<>(List.of(Contender.JAVELIN));
    if (peers) {
      Contender.PEERS.stream().filter(catalogue::has).forEach(contenders::add);
      if (contenders.size() == 1) {
        throw badInput("--peers: this build has none; build with -Ppeers");
      }
    }
    int times = rounds == null ? (quick ? 1 : 3) : rounds;
    if (times < 1 || threads.stream().anyMatch(count -> count < 1)) {
      throw badInput("--rounds and --threads must be at least 1");
    }
    var values = new HashMap<String, List<String>>();
    for (var parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      if (!catalogue.hasParameter(groups, name)) {
        throw badInput(
            "-p " + name + ": no benchmark of these groups has a parameter of that name");
      }
      values.put(name, List.of(parameter.getValue().split(",")));
    }
    Files.createDirectories(out);
    var settings = new Settings(groups, contenders, threads, times, quick, values);
    var run = new JmhRun(settings, out.toAbsolutePath(), spec.commandLine().getErr());
    Results results = run.run(catalogue, out.resolve(RESULTS));
    failed = run.hasFailures();
    return results;
  }

  private static List<Integer> defaultThreads() {
    int most = Math.min(2, Runtime.getRuntime().availableProcessors());
    return IntStream.rangeClosed(1, most).boxed().toList();
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(Path file) throws IOException;
  }

  private <T> T readable(Path file, Reader<T> reader) {
    try {
      return reader.read(file);
    } catch (IOException | ClassCastException e) {
      throw badInput(file + ": cannot be read: " + e.getMessage());
    }
  }

  private ParameterException badInput(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
