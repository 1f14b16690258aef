package dev.javelin.examples.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The look that all pictures share: curves over places at equal distances. */
final class Plot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  private static final int DPI = 144;
  private static final Color LIGHT_GREY = new Color(0xE4E4E4);
  private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  /** Okabe and Ito's colours, which the colour-blind can tell apart, in the order of use. */
  private static final List<Color> COLORS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x000000));

  private static final List<Marker> MARKERS =
      List.of(SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND);

  private Plot() {}

  static XYChart chart(String title, String xAxis, String yAxis) {
    // Without a screen AWT would look for one.
    System.setProperty("java.awt.headless", "true");
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xAxis)
            .yAxisTitle(yAxis)
            .build();
    style(chart.getStyler());
    return chart;
  }

  private static void style(XYStyler styler) {
    styler.setMarkerSize(9);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartTitleBoxVisible(false);
    styler.setAxisTitleFont(PLAIN);
    styler.setAxisTickLabelsFont(PLAIN);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotGridLinesColor(LIGHT_GREY);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setLegendBorderColor(LIGHT_GREY);
  }

  /** Adds a curve over 1, 2, 3, ... */
  static void add(XYChart chart, String name, List<Double> values) {
    add(chart, name, values, 1);
  }

  /**
   * Adds a curve in the next colour; when those are used up, with another marker. What the axis has
   * no place for is a gap: infinity, and on a logarithmic one a loss of zero.
   */
  static void add(XYChart chart, String name, List<Double> values, int distance) {
    int number = chart.getSeriesMap().size();
    Color color = COLORS.get(number % COLORS.size());
    List<Integer> places =
        IntStream.rangeClosed(1, values.size()).mapToObj(i -> i * distance).toList();
    boolean logarithmic = chart.getStyler().isYAxisLogarithmic();
    List<Double> shown =
        values.stream()
            .map(
                value -> Double.isFinite(value) && (!logarithmic || value > 0) ? value : Double.NaN)
            .toList();
    XYSeries series = chart.addSeries(name, places, shown);
    series.setMarker(
        MARKERS.get((number % COLORS.size() + number / COLORS.size()) % MARKERS.size()));
    series.setMarkerColor(color);
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(2.5f));
  }

  static void write(XYChart chart, Path file) throws IOException {
    BitmapEncoder.saveBitmapWithDPI(chart, file.toString(), BitmapFormat.PNG, DPI);
  }
}
