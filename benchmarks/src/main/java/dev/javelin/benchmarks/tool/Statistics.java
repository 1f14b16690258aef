package dev.javelin.benchmarks.tool;

import java.util.Collection;
import java.util.List;

/** Sums up samples. */
final class Statistics {
  private Statistics() {}

  static double median(List<Double> samples) {
    List<Double> sorted = samples.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  static double geometricMean(Collection<Double> values) {
    return Math.exp(values.stream().mapToDouble(Math::log).average().orElseThrow());
  }
}
