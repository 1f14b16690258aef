package dev.javelin.benchmarks.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An SVG chart of ratios on a logarithmic axis: a row for each thing measured, a dot for each peer,
 * right of the line at 1 where Javelin is faster.
 */
final class DotPlot {
  private static final int LEFT = 260;
  private static final int WIDTH = 900;
  private static final int RIGHT = WIDTH - 30;
  private static final int TOP = 44;
  private static final int ROW = 17;
  private static final double[] TICKS = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};

  /** Of equal lightness, told apart with any kind of colour vision (Okabe and Ito, 2008). */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#777777");

  private record Dot(int row, int colour, double ratio, String text) {}

  private final List<Contender> peers;
  private final List<Measurement> rows;
  private final List<Dot> dots = new ArrayList<>();
  private final double low;
  private final double high;

  private DotPlot(Group group, Results results) {
    peers = ReportTable.peersOf(group, results);
    rows = ReportTable.measurements(group, results);
    double least = 0.8;
    double most = 1.25;
    for (int row = 0; row < rows.size(); row++) {
      Measurement m = rows.get(row);
      for (Contender peer : peers) {
        Optional<Double> ratio = results.ratio(peer, m);
        if (ratio.isPresent()) {
          String text = peer.name() + ", " + m.question().label() + ": " + number(ratio.get());
          dots.add(new Dot(row, Contender.PEERS.indexOf(peer), ratio.get(), text));
          least = Math.min(least, ratio.get() / 1.1);
          most = Math.max(most, ratio.get() * 1.1);
        }
      }
    }
    low = least;
    high = most;
  }

  /** The chart, or nothing if there is no peer to compare with. */
  static String svg(Group group, Results results) {
    var plot = new DotPlot(group, results);
    return plot.dots.isEmpty() ? "" : plot.draw();
  }

  private String draw() {
    int height = TOP + ROW * rows.size() + 12;
    var svg = new StringBuilder();
    add(svg, "<svg viewBox='0 0 %d %d' role='img'>%n", WIDTH, height);
    legend(svg);
    for (double tick : TICKS) {
      if (tick >= low && tick <= high) {
        String kind = tick == 1 ? "one" : "grid";
        add(svg, "<line class='%s' x1='%.1f' x2='%.1f' ", kind, x(tick), x(tick));
        add(svg, "y1='%d' y2='%d'/>%n", TOP - 4, height - 8);
        add(svg, "<text class='tick' x='%.1f' y='%d'>%s</text>%n", x(tick), TOP - 8, number(tick));
      }
    }
    for (int row = 0; row < rows.size(); row++) {
      String label = rows.get(row).question().label();
      add(svg, "<text class='row' x='%d' y='%.1f'>%s</text>%n", LEFT - 8, y(row) + 4, label);
    }
    for (Dot dot : dots) {
      add(svg, "<circle cx='%.1f' cy='%.1f' r='4.5' ", x(dot.ratio()), y(dot.row()));
      add(svg, "fill='%s'><title>%s</title></circle>%n", colour(dot.colour()), dot.text());
    }
    return svg.append("</svg>\n").toString();
  }

  private void legend(StringBuilder svg) {
    int left = LEFT;
    for (Contender peer : peers) {
      String colour = colour(Contender.PEERS.indexOf(peer));
      add(svg, "<circle cx='%d' cy='12' r='4.5' fill='%s'/>", left, colour);
      add(svg, "<text class='name' x='%d' y='16'>%s</text>%n", left + 9, peer.name());
      left += 30 + 7 * peer.name().length();
    }
  }

  private static String colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  private double x(double ratio) {
    return LEFT + (RIGHT - LEFT) * Math.log(ratio / low) / Math.log(high / low);
  }

  private static double y(int row) {
    return TOP + ROW * (row + 0.5);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.3g", value);
  }

  private static void add(StringBuilder svg, String pattern, Object... values) {
    svg.append(String.format(Locale.ROOT, pattern, values));
  }
}
