package dev.javelin.conformance;

import dev.javelin.conformance.Subject.Section;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The largest differences met so far, by all tests of this JVM. {@link TableWriter} writes them
 * when the tests are done.
 */
final class Differences {
  private static final Map<Subject, Row> ROWS = new TreeMap<>();

  private record Row(String bound, String reason, double largest, long cases) {
    Row and(double difference) {
      return new Row(bound, reason, Math.max(largest, difference), cases + 1);
    }
  }

  private Differences() {}

  /** Compares two results of the same length and keeps the difference. */
  static void check(Subject subject, Bound bound, double[] javelin, double[] torch) {
    check(subject, bound, javelin, torch, 1);
  }

  /** The same for results {@code size} times as large as the bound's floor supposes. */
  static void check(Subject subject, Bound bound, double[] javelin, double[] torch, double size) {
    if (javelin.length != torch.length) {
      throw new AssertionError(
          "%s: %d numbers, libtorch has %d".formatted(subject, javelin.length, torch.length));
    }
    check(
        subject,
        bound.toString(),
        bound.reason(),
        bound.ulps(),
        bound.difference(javelin, torch, size));
  }

  /**
   * Keeps a difference measured in some other way.
   *
   * @param bound the limit in words, with its unit
   * @throws AssertionError if the difference is above the limit
   */
  static synchronized void check(
      Subject subject, String bound, String reason, double limit, double difference) {
    ROWS.merge(subject, new Row(bound, reason, difference, 1), (row, more) -> row.and(difference));
    if (!(difference <= limit)) {
      throw new AssertionError(
          "%s: the difference is %s, the bound %s (%s)"
              .formatted(subject, difference, bound, reason));
    }
  }

  /** Keeps the reason of a difference that is meant to be. */
  static synchronized void document(Subject subject, String reason) {
    ROWS.put(subject, new Row("differs", reason, Double.NaN, 1));
  }

  /** The table, in Markdown. */
  static synchronized String table() {
    var text = new StringBuilder();
    Section section = null;
    for (var entry : ROWS.entrySet()) {
      Subject subject = entry.getKey();
      if (subject.section() != section) {
        section = subject.section();
        text.append("\n## ").append(section.title()).append("\n\n");
        text.append("| | compared | against | bound | largest | cases | why, notes |\n");
        text.append("| --- | --- | --- | --- | --- | --- | --- |\n");
      }
      text.append(line(subject, entry.getValue()));
    }
    return text.toString();
  }

  private static String line(Subject subject, Row row) {
    String note = subject.note().isEmpty() ? "" : "; " + subject.note();
    return "| %s | %s | %s | %s | %s | %d | %s |\n"
        .formatted(
            subject.what(),
            subject.quantity(),
            subject.against(),
            row.bound(),
            shortened(row.largest()),
            row.cases(),
            row.reason() + note);
  }

  private static String shortened(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.3g", value);
  }
}
