package dev.javelin.benchmarks.tool;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Which questions there are, and who can answer them: JMH's list of the benchmarks in a build. */
final class Catalogue {
  /** By a benchmark's full name: its parameters without the threads, and the values of each. */
  private final SortedMap<String, SortedMap<String, List<String>>> benchmarks = new TreeMap<>();

  Catalogue(Map<String, Map<String, List<String>>> benchmarks) {
    benchmarks.forEach((name, values) -> this.benchmarks.put(name, new TreeMap<>(values)));
  }

  /** Of the build that runs. */
  static Catalogue ofThisBuild() {
    OutputFormat silent =
        OutputFormatFactory.createFormatInstance(
            new PrintStream(PrintStream.nullOutputStream()), VerboseMode.SILENT);
    var benchmarks = new HashMap<String, Map<String, List<String>>>();
    for (BenchmarkListEntry entry : BenchmarkList.defaultList().getAll(silent, List.of())) {
      var parameters = new HashMap<String, List<String>>();
      entry.getParams().orElse(Map.of()).forEach((name, v) -> parameters.put(name, List.of(v)));
      parameters.remove(Question.THREADS);
      benchmarks.put(entry.getUsername(), parameters);
    }
    return new Catalogue(benchmarks);
  }

  /** Whether the build has any benchmark of a contender. */
  boolean has(Contender contender) {
    String prefix = contender.packageName() + ".";
    return benchmarks.keySet().stream().anyMatch(name -> name.startsWith(prefix));
  }

  /** Whether Javelin's benchmarks of any of the groups have a parameter of that name. */
  boolean hasParameter(List<Group> groups, String name) {
    return groups.stream()
        .flatMap(group -> questions(group, 1, Map.of()).stream())
        .anyMatch(question -> question.parameters().containsKey(name));
  }

  /**
   * What Javelin is asked in a group: each method with each combination of its parameters' values.
   *
   * @param chosen replaces the values of the parameters it has
   */
  List<Question> questions(Group group, int threads, Map<String, List<String>> chosen) {
    String prefix = Contender.JAVELIN.packageName() + "." + group.className() + ".";
    var questions = new ArrayList<Question>();
    benchmarks.forEach(
        (name, parameters) -> {
          if (name.startsWith(prefix)) {
            String method = name.substring(prefix.length());
            for (Map<String, String> values : combinations(parameters, chosen)) {
              questions.add(new Question(group, method, values, threads));
            }
          }
        });
    return questions;
  }

  private static List<Map<String, String>> combinations(
      Map<String, List<String>> parameters, Map<String, List<String>> chosen) {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (var parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      var longer = new ArrayList<Map<String, String>>();
      for (Map<String, String> combination : combinations) {
        for (String value : chosen.getOrDefault(name, parameter.getValue())) {
          var values = new TreeMap<>(combination);
          values.put(name, value);
          longer.add(values);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  /**
   * Whether a contender has the question's benchmark, and can be asked with its values: those that
   * Javelin's benchmark lists and the contender's does not are beyond it.
   */
  boolean answers(Contender contender, Question question) {
    Map<String, List<String>> theirs = benchmarks.get(contender.benchmark(question));
    if (theirs == null || !contender.uses(question.threads())) {
      return false;
    }
    Map<String, List<String>> ours = benchmarks.get(Contender.JAVELIN.benchmark(question));
    return question.parameters().entrySet().stream()
        .allMatch(
            parameter ->
                lists(theirs, parameter.getKey(), parameter.getValue())
                    || !lists(ours, parameter.getKey(), parameter.getValue()));
  }

  private static boolean lists(Map<String, List<String>> parameters, String name, String value) {
    return parameters.getOrDefault(name, List.of()).contains(value);
  }
}
