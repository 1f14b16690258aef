package dev.javelin.benchmarks.tool;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An SVG chart on a logarithmic axis with a line at 1: a row for each thing measured, a dot for
 * each contender.
 */
final class DotPlot {
  private static final int LEFT = 260;
  private static final int WIDTH = 900;
  private static final int RIGHT = WIDTH - 30;
  private static final int TOP = 44;
  private static final int ROW = 17;
  private static final double[] TICKS = {
    0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000
  };

  /** Told apart with any kind of colour vision (Okabe and Ito, 2008). */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#777777");

  private record Dot(int row, Contender contender, double value, String text) {}

  private final List<Contender> contenders;
  private final List<Measurement> rows;
  private final List<Dot> dots = new ArrayList<>();
  private final double low;
  private final double high;

  private DotPlot(Group group, Results results, List<Contender> contenders, Value value) {
    this.contenders = contenders;
    rows = ReportTable.measurements(group, results);
    for (int row = 0; row < rows.size(); row++) {
      for (Contender contender : contenders) {
        addDot(row, contender, value.of(contender, rows.get(row)));
      }
    }
    low = dots.stream().mapToDouble(dot -> dot.value() / 1.1).reduce(0.8, Math::min);
    high = dots.stream().mapToDouble(dot -> dot.value() * 1.1).reduce(1.25, Math::max);
  }

  @FunctionalInterface
  private interface Value {
    /** A contender's value in the row of what Javelin measured. */
    Optional<Double> of(Contender contender, Measurement javelin);
  }

  private void addDot(int row, Contender contender, Optional<Double> value) {
    if (value.isPresent()) {
      String label = rows.get(row).question().label();
      String text = contender.name() + ", " + label + ": " + number(value.get());
      dots.add(new Dot(row, contender, value.get(), text));
    }
  }

  /** How many times faster Javelin is than each peer; nothing if there is none. */
  static String ratios(Group group, Results results) {
    List<Contender> peers = ReportTable.peersOf(group, results);
    return new DotPlot(group, results, peers, results::ratio).draw();
  }

  /** What share of the limit each contender reaches; nothing if that is not known. */
  static String shares(Group group, Results results) {
    var all = new ArrayList<>(List.of(Contender.JAVELIN));
    all.addAll(ReportTable.peersOf(group, results));
    Value share = (contender, m) -> results.of(contender, m.question()).flatMap(results::share);
    return new DotPlot(group, results, all, share).draw();
  }

  private String draw() {
    if (dots.isEmpty()) {
      return "";
    }
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
      add(svg, "<circle cx='%.1f' cy='%.1f' r='4.5' ", x(dot.value()), y(dot.row()));
      add(svg, "fill='%s'><title>%s</title></circle>%n", colour(dot.contender()), dot.text());
    }
    return svg.append("</svg>\n").toString();
  }

  private void legend(StringBuilder svg) {
    int left = LEFT;
    for (Contender contender : contenders) {
      add(svg, "<circle cx='%d' cy='12' r='4.5' fill='%s'/>", left, colour(contender));
      add(svg, "<text class='name' x='%d' y='16'>%s</text>%n", left + 9, contender.name());
      left += 30 + 7 * contender.name().length();
    }
  }

  private static String colour(Contender contender) {
    int index = Contender.PEERS.indexOf(contender);
    return index < 0 ? "var(--ink)" : COLOURS.get(index % COLOURS.size());
  }

  private double x(double value) {
    return LEFT + (RIGHT - LEFT) * Math.log(value / low) / Math.log(high / low);
  }

  private static double y(int row) {
    return TOP + ROW * (row + 0.5);
  }

  private static String number(double value) {
    return new BigDecimal(value, new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency more
  private static void add(StringBuilder svg, String pattern, Object... values) {
    svg.append(String.format(Locale.ROOT, pattern, values));
  }
}
