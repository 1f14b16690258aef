package dev.javelin.benchmarks.tool;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table of text: a row for each thing measured.
 *
 * @param heading of the columns
 * @param rows cells, as many as columns
 */
record ReportTable(List<String> heading, List<List<String>> rows) {

  /** Javelin's figures of a group, and how many times faster than each peer it is. */
  static ReportTable of(Group group, Results results) {
    List<Contender> peers = peersOf(group, results);
    var heading =
        new ArrayList<>(List.of("", "median, µs", "spread", "rate", "of the limit", "B/op"));
    peers.forEach(peer -> heading.add("× " + peer.name()));
    var rows = new ArrayList<List<String>>();
    for (Measurement m : measurements(group, results)) {
      var row = new ArrayList<String>();
      row.add(m.question().label());
      row.add(significant(m.microseconds()));
      row.add(format("%.0f%%", 100 * m.spread()));
      row.add(rate(m));
      row.add(results.share(m).map(share -> format("%.2f", share)).orElse(""));
      row.add(format("%.0f", m.allocated()));
      for (Contender peer : peers) {
        row.add(results.ratio(peer, m).map(ratio -> format("%.2f", ratio)).orElse(""));
      }
      rows.add(row);
    }
    return new ReportTable(heading, rows);
  }

  /** For each group and number of threads, the geometric mean of the ratios to each peer. */
  static ReportTable summary(Results results) {
    var heading = new ArrayList<>(List.of("", "cases"));
    results.peers().forEach(peer -> heading.add("× " + peer.name()));
    var rows = new ArrayList<List<String>>();
    for (Group group : Group.values()) {
      if (!peersOf(group, results).isEmpty()) {
        measurements(group, results).stream()
            .map(m -> m.question().threads())
            .distinct()
            .forEach(threads -> rows.add(summaryRow(group, threads, results)));
      }
    }
    return new ReportTable(heading, rows);
  }

  private static List<String> summaryRow(Group group, int threads, Results results) {
    List<Measurement> cases =
        measurements(group, results).stream()
            .filter(m -> m.question().threads() == threads)
            .toList();
    var row = new ArrayList<String>();
    row.add(group.label() + ", " + threads + (threads == 1 ? " thread" : " threads"));
    row.add(Integer.toString(cases.size()));
    for (Contender peer : results.peers()) {
      List<Double> ratios =
          cases.stream().map(m -> results.ratio(peer, m)).flatMap(Optional::stream).toList();
      row.add(ratios.isEmpty() ? "" : format("%.2f", Statistics.geometricMean(ratios)));
    }
    return row;
  }

  static List<Measurement> measurements(Group group, Results results) {
    return results.javelin().stream().filter(m -> m.question().group() == group).toList();
  }

  static List<Contender> peersOf(Group group, Results results) {
    return results.peers().stream()
        .filter(
            peer ->
                measurements(group, results).stream()
                    .anyMatch(m -> results.ratio(peer, m).isPresent()))
        .toList();
  }

  private static String rate(Measurement m) {
    if (m.flops() > 0) {
      return significant(m.gigaflops()) + " GFLOP/s";
    }
    return m.bytes() > 0 ? significant(m.gigabytes()) + " GB/s" : "";
  }

  private static String significant(double value) {
    return new BigDecimal(value, new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /** In Markdown. */
  String markdown() {
    var text = new StringBuilder();
    text.append(markdownRow(heading));
    text.append("| --- |").append(" ---: |".repeat(heading.size() - 1)).append('\n');
    rows.forEach(row -> text.append(markdownRow(row)));
    return text.toString();
  }

  private static String markdownRow(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /** In HTML. */
  String html() {
    var text = new StringBuilder("<table>\n<thead><tr>");
    heading.forEach(cell -> text.append("<th>").append(cell).append("</th>"));
    text.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      text.append("<tr>");
      row.forEach(cell -> text.append("<td>").append(cell).append("</td>"));
      text.append("</tr>\n");
    }
    return text.append("</tbody>\n</table>\n").toString();
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
