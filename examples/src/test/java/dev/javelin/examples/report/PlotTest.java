package dev.javelin.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;

final class PlotTest {
  private static final double NAN = Double.NaN;

  @TempDir Path folder;

  /** Draws a curve, and gives what was drawn of it. */
  private double[] drawn(boolean logarithmic, Double... values) throws IOException {
    XYChart chart = Plot.chart("loss", "step", "loss");
    chart.getStyler().setYAxisLogarithmic(logarithmic);
    Plot.add(chart, "curve", List.of(values));
    Path file = folder.resolve("plot.png");
    Plot.write(chart, file);
    assertThat(file).isNotEmptyFile();
    return chart.getSeriesMap().get("curve").getYData();
  }

  /** In float32 a loss is zero where the model is certain of a batch's labels. */
  @Test
  void aLogarithmicAxisHasNoPlaceForZero() throws IOException {
    assertThat(drawn(true, 1.0, 0.1, 0.0, 0.1)).containsExactly(1, 0.1, NAN, 0.1);
    assertThat(drawn(false, 1.0, 0.1, 0.0, 0.1)).containsExactly(1, 0.1, 0, 0.1);
  }

  @Test
  void noAxisHasAPlaceForInfinity() throws IOException {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(drawn(true, 1.0, infinity, NAN)).containsExactly(1, NAN, NAN);
    assertThat(drawn(false, 1.0, infinity, -infinity, NAN)).containsExactly(1, NAN, NAN, NAN);
  }

  @Test
  void aCurveMayBeAllGaps() throws IOException {
    assertThat(drawn(true, 0.0, 0.0)).containsExactly(NAN, NAN);
    assertThat(drawn(false, NAN)).containsExactly(NAN);
  }
}
