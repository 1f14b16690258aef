package dev.javelin.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.examples.recipe.OptimizerCurve;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptimizersCommandTest {
  private static final int CONTESTANTS = OptimizerCurve.CONTESTANTS.size();

  @TempDir Path folder;

  private Outcome run(String steps, String... more) throws IOException {
    new ImageFolder(folder).write();
    String path = folder.toString();
    var arguments =
        new ArrayList<String>(
            List.of("optimizers", "--data", path, "--out", path, "--steps", steps));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  @Test
  void everyOptimizerBringsTheLossDown() throws IOException {
    Map<String, Object> fields = run("120", "--quiet", "--json").json();
    Map<?, ?> curves = (Map<?, ?>) fields.get("trainLoss");
    assertThat(curves).hasSize(CONTESTANTS);
    curves.forEach(
        (name, losses) -> {
          List<?> curve = (List<?>) losses;
          assertThat(curve).hasSize(40);
          assertThat((Double) curve.getLast())
              .as("last loss of %s", name)
              .isLessThan((Double) curve.getFirst());
        });
    assertThat((Map<?, ?>) fields.get("testAccuracy")).hasSize(CONTESTANTS);
  }

  @Test
  void theNumberOfThreadsDoesNotShow() throws IOException {
    Map<String, Object> one = run("10", "--quiet", "--json", "--threads", "1").json();
    assertThat(run("10", "--quiet", "--json", "--threads", "3").json()).isEqualTo(one);
  }

  @Test
  void plotsAndTablesThem() throws IOException {
    Outcome outcome = run("5");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.err().lines()).hasSize(CONTESTANTS);
    assertThat(outcome.out())
        .containsPattern("AdamW 0.001 +\\d\\.\\d{4} +\\d\\.\\d{4} +\\d\\.\\d{4}\n");
    BufferedImage plot = ImageIO.read(folder.resolve("optimizers.png").toFile());
    int[] pixels = plot.getRGB(0, 0, plot.getWidth(), plot.getHeight(), null, 0, plot.getWidth());
    assertThat(pixels).as("curves").contains(0xFFD55E00, 0xFF0072B2, 0xFF009E73);
  }
}
