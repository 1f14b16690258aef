package dev.javelin.examples.report;

import dev.javelin.examples.recipe.OptimizerCurve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The picture of all {@link OptimizerCurve}s. */
public final class OptimizersPlot {
  private OptimizersPlot() {}

  /** Writes a PNG file. */
  public static void write(List<OptimizerCurve> curves, int steps, Path file) throws IOException {
    int stretch = Math.ceilDiv(steps, curves.getFirst().losses().size());
    XYChart chart =
        Plot.chart(
            "How optimizers bring the loss down: 784-64-10 on the same batches",
            "step",
            "mean loss over " + stretch + " steps");
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setMarkerSize(5);
    for (OptimizerCurve curve : curves) {
      Plot.add(chart, curve.name(), curve.losses(), stretch);
    }
    Plot.write(chart, file);
  }
}
