package dev.javelin.conformance;

import dev.javelin.conformance.Subject.Section;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Two samples of each distribution, one of Javelin's and one of libtorch's, with fixed seeds. */
class InitializerConformanceTest {
  private static final Shape WEIGHT = Shape.of(300, 200);
  private static final int DRAWS = WEIGHT.size();

  private static final String NOTE = DRAWS + " draws; the streams differ, the distributions agree";

  /** The Kolmogorov-Smirnov distance that two samples of one distribution exceed once in 1e6. */
  private static final double DISTANCE = Math.sqrt(-Math.log(1e-6 / 2) / DRAWS);

  /** Five deviations of the difference of two means, in deviations of the distribution. */
  private static final double FIVE_SIGMA = 5 * Math.sqrt(2.0 / DRAWS);

  static final Iterable<InitializerRow> ROWS = InitializerRow.TABLE;

  @ParameterizedTest
  @FieldSource("ROWS")
  void distributions(InitializerRow row) {
    var weight = dev.javelin.tensor.Tensor.zeros(WEIGHT);
    row.javelin().fill(weight, new RandomStream(777, 0));
    double[] javelin = Torch.numbers(weight);
    double[] expected = drawn(row);
    Arrays.sort(javelin);
    Arrays.sort(expected);

    check(
        row,
        "distance of distributions",
        DISTANCE,
        distance(javelin, expected),
        "one in a million exceeds it");
    double deviation = deviation(expected);
    double means = Math.abs(mean(javelin) - mean(expected)) / deviation;
    check(row, "mean, in deviations", FIVE_SIGMA, means, "five sigma");
    double deviations = Math.abs(deviation(javelin) - deviation) / deviation;
    check(row, "deviation, relative", FIVE_SIGMA, deviations, "five sigma or more");
  }

  private static double[] drawn(InitializerRow row) {
    try (PointerScope _ = new PointerScope()) {
      Tensor weight = Torch.of(dev.javelin.tensor.Tensor.zeros(WEIGHT));
      torch.manual_seed(777);
      return Torch.numbers(row.fill().apply(weight));
    }
  }

  private static void check(
      InitializerRow row, String quantity, double limit, double value, String reason) {
    var subject = new Subject(Section.INITIALIZERS, row.name(), quantity, row.against(), NOTE);
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
