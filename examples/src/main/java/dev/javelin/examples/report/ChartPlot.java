package dev.javelin.examples.report;

import dev.javelin.examples.recipe.Chart;
import java.io.IOException;
import java.nio.file.Path;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The picture of a {@link Chart}. */
public final class ChartPlot {
  private ChartPlot() {}

  /** Writes a PNG file. */
  public static void write(Chart chart, Path file) throws IOException {
    XYChart picture = Plot.chart(chart.quantity() + " by epoch", "epoch", chart.quantity());
    picture.getStyler().setLegendPosition(LegendPosition.OutsideE);
    for (Chart.Curve curve : chart.curves()) {
      Plot.add(picture, curve.name(), curve.values());
    }
    Plot.write(picture, file);
  }
}
