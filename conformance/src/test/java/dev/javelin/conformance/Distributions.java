package dev.javelin.conformance;

import dev.javelin.conformance.Subject.Section;
import java.util.Arrays;
import java.util.Locale;

/** Compares two samples of {@link #DRAWS} numbers, of what should be one distribution. */
final class Distributions {
  static final int DRAWS = 60_000;

  private static final String NOTE = DRAWS + " draws; the streams differ, the distributions agree";

  /** The Kolmogorov-Smirnov distance that two samples of one distribution exceed once in 1e6. */
  private static final double DISTANCE = Math.sqrt(-Math.log(1e-6 / 2) / DRAWS);

  /**
   * Five deviations of the difference of two means, in deviations of the distribution. For the
   * difference of two deviations it is more, unless the fourth moment is above 5 variances squared.
   */
  private static final double FIVE_SIGMA = 5 * Math.sqrt(2.0 / DRAWS);

  private Distributions() {}

  /** Compares what a row of the given name drew. Sorts the samples. */
  static void check(
      Section section, String name, String against, double[] javelin, double[] libtorch) {
    Arrays.sort(javelin);
    Arrays.sort(libtorch);
    double deviation = deviation(libtorch);
    double means = Math.abs(mean(javelin) - mean(libtorch)) / deviation;
    double deviations = Math.abs(deviation(javelin) - deviation) / deviation;

    var distance = new Subject(section, name, "distance of distributions", against, NOTE);
    check(distance, DISTANCE, distance(javelin, libtorch), "one in a million exceeds it");
    var mean = new Subject(section, name, "mean, in deviations", against, NOTE);
    check(mean, FIVE_SIGMA, means, "five sigma");
    var spread = new Subject(section, name, "deviation, relative", against, NOTE);
    check(spread, FIVE_SIGMA, deviations, "five sigma or more");
  }

  private static void check(Subject subject, double limit, double value, String reason) {
    String bound = String.format(Locale.ROOT, "%.4f", limit);
    Differences.check(subject, bound, reason, limit, value);
  }

  /** The largest distance of two empirical distribution functions, of sorted samples. */
  private static double distance(double[] a, double[] b) {
    double distance = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      double value = Math.min(a[i], b[j]);
      while (i < a.length && a[i] == value) {
        i++;
      }
      while (j < b.length && b[j] == value) {
        j++;
      }
      distance = Math.max(distance, Math.abs((double) i / a.length - (double) j / b.length));
    }
    return distance;
  }

  private static double mean(double[] numbers) {
    return Arrays.stream(numbers).average().orElseThrow();
  }

  private static double deviation(double[] numbers) {
    double mean = mean(numbers);
    return Math.sqrt(
        Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
  }
}
