package dev.javelin.examples.report;

import dev.javelin.examples.recipe.GradientFlow;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The picture of a {@link GradientFlow} with sigmoid beside one with ReLU. */
public final class GradientFlowPlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  private static final int DPI = 144;
  private static final Color VERMILION = new Color(0xD55E00);
  private static final Color BLUE = new Color(0x0072B2);

  private GradientFlowPlot() {}

  /** Writes a PNG file. */
  public static void write(GradientFlow sigmoid, GradientFlow relu, Path file) throws IOException {
    // Without a screen AWT would look for one.
    System.setProperty("java.awt.headless", "true");
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("How gradients vanish: seven hidden layers, sigmoid and ReLU")
            .xAxisTitle("layer, from the first")
            .yAxisTitle("mean absolute gradient of the weights")
            .build();
    style(chart);
    add(chart, "ReLU", relu, BLUE, SeriesMarkers.CIRCLE);
    add(chart, "sigmoid", sigmoid, VERMILION, SeriesMarkers.SQUARE);
    BitmapEncoder.saveBitmapWithDPI(chart, file.toString(), BitmapFormat.PNG, DPI);
  }

  private static void style(XYChart chart) {
    chart
        .getStyler()
        .setYAxisLogarithmic(true)
        .setLegendPosition(LegendPosition.InsideSE)
        .setMarkerSize(9)
        .setChartBackgroundColor(Color.WHITE)
        .setChartTitleBoxVisible(false)
        .setPlotBorderVisible(false)
        .setLegendBorderColor(Color.LIGHT_GRAY)
        .setPlotGridLinesColor(new Color(0xDDDDDD));
  }

  private static void add(
      XYChart chart, String name, GradientFlow flow, Color color, Marker marker) {
    List<Integer> layers = IntStream.rangeClosed(1, flow.gradients().size()).boxed().toList();
    XYSeries series = chart.addSeries(name, layers, flow.gradients());
    series.setMarker(marker);
    series.setMarkerColor(color);
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(2.5f));
  }
}
