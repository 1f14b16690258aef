package dev.javelin.benchmarks.tool;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run: the machine, and every contender's answers, those of several rounds together. */
final class Results {
  private record Key(Question question, Contender contender) {}

  private final Machine machine;
  private final List<Map<String, Object>> source;
  private final Map<Key, Measurement> measurements = new LinkedHashMap<>();

  /**
   * Reads JMH's results.
   *
   * @throws IOException if they are not what this module's benchmarks give
   */
  Results(Machine machine, List<Map<String, Object>> source) throws IOException {
    this.machine = machine;
    this.source = List.copyOf(source);
    for (var result : source) {
      try {
        Measurement m = JmhJson.measurement(result);
        measurements.merge(new Key(m.question(), m.contender()), m, Measurement::and);
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new IOException("not one of these benchmarks: " + result.get("benchmark"), e);
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  static Results read(Path file) throws IOException {
    Map<String, Object> json = JSON.std.mapFrom(Files.readString(file));
    var source = new ArrayList<Map<String, Object>>();
    if (!(json.get("results") instanceof List<?> list)) {
      throw new IOException("no \"results\" in it");
    }
    for (Object result : list) {
      source.add(JmhJson.object(result));
    }
    return new Results(Machine.of(JmhJson.object(json.get("machine"))), source);
  }

  void write(Path file) throws IOException {
    Map<String, Object> json = Map.of("machine", machine.toJson(), "results", source);
    Files.writeString(file, JSON.std.asString(json) + "\n");
  }

  Machine machine() {
    return machine;
  }

  /** What Javelin answered, in the order of the run. */
  List<Measurement> javelin() {
    return measurements.values().stream()
        .filter(m -> m.contender().equals(Contender.JAVELIN))
        .toList();
  }

  /** The peers that answered something. */
  List<Contender> peers() {
    return measurements.values().stream()
        .map(Measurement::contender)
        .filter(contender -> !contender.equals(Contender.JAVELIN))
        .distinct()
        .toList();
  }

  Optional<Measurement> of(Contender contender, Question question) {
    return Optional.ofNullable(measurements.get(new Key(question, contender)));
  }

  /** How many times faster Javelin is. */
  Optional<Double> ratio(Contender peer, Measurement javelin) {
    return of(peer, javelin.question()).map(p -> p.microseconds() / javelin.microseconds());
  }

  /**
   * How much of what the machine allows: of the peak of multiply-adds at so many threads, or of the
   * bandwidth of a copy, in cache for what is, if those were measured.
   */
  Optional<Double> share(Measurement m) {
    Question q = m.question();
    if (Group.BOUNDS.contains(q.group())) {
      return Optional.empty();
    }
    if (m.flops() > 0) {
      var peak = new Question(Group.PEAK, "fma", Map.of(), q.threads());
      return of(Contender.JAVELIN, peak).map(p -> m.gigaflops() / p.gigaflops());
    }
    if (m.bytes() > 0) {
      return copy(m).map(copy -> m.gigabytes() / copy.gigabytes());
    }
    return Optional.empty();
  }

  /** The copy whose traffic is nearest. */
  private Optional<Measurement> copy(Measurement m) {
    return javelin().stream()
        .filter(c -> c.question().group() == Group.COPY)
        .filter(c -> c.question().threads() == m.question().threads())
        .min((a, b) -> Double.compare(distance(a, m), distance(b, m)));
  }

  private static double distance(Measurement a, Measurement b) {
    return Math.abs(Math.log(a.bytes() / b.bytes()));
  }
}
