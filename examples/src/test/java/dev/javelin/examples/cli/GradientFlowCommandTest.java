package dev.javelin.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradientFlowCommandTest {
  @TempDir Path folder;

  private Outcome run(String format) throws IOException {
    new ImageFolder(folder).write();
    String path = folder.toString();
    return Outcome.of(
        "gradient-flow", "--data", path, "--out", path, "--steps", "5", "--quiet", format);
  }

  @Test
  void sigmoidsGradientsVanishAndReluDoesNot() throws IOException {
    Map<String, Object> fields = run("--json").json();
    assertThat(firstToLast(fields.get("sigmoid"))).isLessThan(1e-3);
    assertThat(firstToLast(fields.get("relu"))).isGreaterThan(1e-2);
  }

  private static double firstToLast(Object gradients) {
    List<?> layers = (List<?>) gradients;
    assertThat(layers).hasSize(8);
    return (Double) layers.getFirst() / (Double) layers.getLast();
  }

  @Test
  void plotsAndTablesThem() throws IOException {
    Outcome outcome = run("--seed=1");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .containsPattern("layer +sigmoid +ReLU\n1 +\\d\\.\\d\\de-\\d\\d +\\d\\.\\d\\de-\\d\\d\n");
    BufferedImage plot = ImageIO.read(folder.resolve("gradient-flow.png").toFile());
    assertThat(plot.getWidth()).isEqualTo(2 * plot.getHeight() * 450 / 560);
    int[] pixels = plot.getRGB(0, 0, plot.getWidth(), plot.getHeight(), null, 0, plot.getWidth());
    assertThat(pixels).as("both curves").contains(0xFFD55E00, 0xFF0072B2);
  }
}
