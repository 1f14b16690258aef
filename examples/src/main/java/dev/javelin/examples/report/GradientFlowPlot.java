package dev.javelin.examples.report;

import dev.javelin.examples.recipe.GradientFlow;
import java.io.IOException;
import java.nio.file.Path;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The picture of a {@link GradientFlow} with sigmoid beside one with ReLU. */
public final class GradientFlowPlot {
  private GradientFlowPlot() {}

  /** Writes a PNG file. */
  public static void write(GradientFlow sigmoid, GradientFlow relu, Path file) throws IOException {
    XYChart chart =
        Plot.chart(
            "Vanishing gradients: seven hidden layers of sigmoid and of ReLU",
            "layer (1 is next to the input)",
            "mean absolute gradient of the weights");
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisDecimalPattern("0E0");
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    Plot.add(chart, "ReLU", relu.gradients());
    Plot.add(chart, "sigmoid", sigmoid.gradients());
    Plot.write(chart, file);
  }
}
