package dev.javelin.benchmarks.tool;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Javelin reached in an earlier run, as shares of that run's peak or copy, so that it can be
 * held against a run on another machine.
 *
 * @param shares by {@link Question#id}
 */
record Baseline(Map<String, Double> shares) {

  /** Something that was faster in the baseline. */
  record Fall(String id, double before, double now) {
    /** The share of its speed that it lost. */
    double loss() {
      return 1 - now / before;
    }
  }

  static Baseline of(Results results) {
    var shares = new TreeMap<String, Double>();
    for (Measurement m : results.javelin()) {
      results.share(m).ifPresent(share -> shares.put(m.question().id(), share));
    }
    return new Baseline(shares);
  }

  /** Reads what {@link #write} wrote. */
  static Baseline read(Path file) throws IOException {
    var shares = new TreeMap<String, Double>();
    for (var entry : JSON.std.mapFrom(Files.readString(file)).entrySet()) {
      if (!(entry.getValue() instanceof Number share) || !(share.doubleValue() > 0)) {
        throw new IOException("the share of \"" + entry.getKey() + "\" is no number above 0");
      }
      shares.put(entry.getKey(), share.doubleValue());
    }
    return new Baseline(shares);
  }

  void write(Path file) throws IOException {
    var rounded = new TreeMap<String, Double>();
    shares.forEach((id, share) -> rounded.put(id, Math.round(share * 1e4) / 1e4));
    String json = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(rounded);
    Files.writeString(file, json + "\n");
  }

  /** How many figures are in both. */
  int inCommon(Baseline other) {
    return (int) shares.keySet().stream().filter(other.shares::containsKey).count();
  }

  /**
   * What a later run lost, among what both measured.
   *
   * @param tolerance the share of its speed that a figure may lose
   */
  List<Fall> falls(Baseline later, double tolerance) {
    var falls = new ArrayList<Fall>();
    shares.forEach(
        (id, before) -> {
          Double now = later.shares.get(id);
          if (now != null && now < before * (1 - tolerance)) {
            falls.add(new Fall(id, before, now));
          }
        });
    return falls;
  }
}
