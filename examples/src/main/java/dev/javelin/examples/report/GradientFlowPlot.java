package dev.javelin.examples.report;

import dev.javelin.examples.recipe.GradientFlow;
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
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The picture of a {@link GradientFlow} with sigmoid beside one with ReLU. */
public final class GradientFlowPlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  private static final int DPI = 144;
  private static final Color VERMILION = new Color(0xD55E00);
  private static final Color BLUE = new Color(0x0072B2);
  private static final Color LIGHT_GREY = new Color(0xE4E4E4);
  private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  private GradientFlowPlot() {}

  /** Writes a PNG file. */
  public static void write(GradientFlow sigmoid, GradientFlow relu, Path file) throws IOException {
    // Without a screen AWT would look for one.
    System.setProperty("java.awt.headless", "true");
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("Vanishing gradients: seven hidden layers of sigmoid and of ReLU")
            .xAxisTitle("layer (1 is next to the input)")
            .yAxisTitle("mean absolute gradient of the weights")
            .build();
    style(chart.getStyler());
    add(chart, "ReLU", relu, BLUE, SeriesMarkers.CIRCLE);
    add(chart, "sigmoid", sigmoid, VERMILION, SeriesMarkers.SQUARE);
    BitmapEncoder.saveBitmapWithDPI(chart, file.toString(), BitmapFormat.PNG, DPI);
  }

  private static void style(XYStyler styler) {
    styler.setYAxisLogarithmic(true);
    styler.setYAxisDecimalPattern("0E0");
    styler.setLegendPosition(LegendPosition.InsideSE);
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
