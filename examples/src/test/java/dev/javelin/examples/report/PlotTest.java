package dev.javelin.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;

class PlotTest {
  @TempDir Path folder;

  /** A loss of zero in float32: the model is certain of a batch's labels. */
  @Test
  void aLogarithmicAxisLeavesZeroOut() throws IOException {
    XYChart chart = Plot.chart("loss", "step", "loss");
    chart.getStyler().setYAxisLogarithmic(true);
    Plot.add(chart, "curve", List.of(1.0, 0.1, 0.0, 0.1));
    Path file = folder.resolve("plot.png");
    Plot.write(chart, file);
    int blue = 0xFF0072B2;
    var picture = ImageIO.read(file.toFile());
    int[] pixels =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    assertThat(pixels).as("the curve").contains(blue);
  }
}
