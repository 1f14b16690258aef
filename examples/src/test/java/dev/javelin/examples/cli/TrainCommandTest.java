package dev.javelin.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
  @TempDir Path folder;

  private String[] smallRun(String recipe, String... more) throws IOException {
    new ImageFolder(folder).write();
    String[] run = {
      "train", recipe, "--data", folder.toString(), "--epochs", "3", "--batch-size", "10"
    };
    return Stream.of(run, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void xorIsLearned() throws IOException {
    Map<String, Object> fields = Outcome.of("train", "xor_nn", "--json", "--quiet").json();
    assertThat(fields)
        .containsEntry("testAccuracy", 1.0)
        .containsEntry("epochs", 10_001)
        .containsEntry("data", "xor");
    assertThat((List<?>) fields.get("trainLoss")).hasSize(10_001);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mnist_softmax",
        "mnist_nn",
        "mnist_nn_xavier",
        "mnist_nn_deep",
        "mnist_nn_dropout",
        "mnist_nn_selu",
        "mnist_batchnorm",
        "mnist_cnn",
        "mnist_deep_cnn",
        "mnist_resnet",
        "mnist_back_prop"
      })
  void jsonHasTheFields(String recipe) throws IOException {
    Outcome outcome = Outcome.of(smallRun(recipe, "--json", "--seed", "5", "--threads", "2"));
    Map<String, Object> fields = outcome.json();
    assertThat(fields)
        .containsEntry("recipe", recipe)
        .containsEntry("data", folder.toString())
        .containsEntry("seed", 5)
        .containsEntry("epochs", 3)
        .containsEntry("batchSize", 10)
        .containsEntry("threads", 2);
    double[] losses =
        ((List<?>) fields.get("trainLoss"))
            .stream().mapToDouble(loss -> ((Number) loss).doubleValue()).toArray();
    assertThat(losses).hasSize(3);
    assertThat(losses[2]).isBetween(0.0, losses[0]);
    assertThat((Double) fields.get("testAccuracy")).isBetween(0.0, 1.0);
    assertThat((Double) fields.get("seconds")).isPositive();
    assertThat((Double) fields.get("samplesPerSecond")).isPositive();
    assertThat((String) fields.get("kernels")).matches("scalar|vector-\\d+");
    assertThat((String) fields.get("weightsSha256")).matches("[0-9a-f]{64}");
  }

  @Test
  void weightsDependOnTheSeedOnly() throws IOException {
    Object digest = digest("--threads", "1");
    assertThat(digest("--threads", "2")).isEqualTo(digest);
    assertThat(digest("--seed", "778")).isNotEqualTo(digest);
  }

  private Object digest(String... more) throws IOException {
    String[] arguments =
        Stream.of(smallRun("mnist_nn", "--json"), more).flatMap(Stream::of).toArray(String[]::new);
    return Outcome.of(arguments).json().get("weightsSha256");
  }

  @Test
  void peopleReadTheLessonsLines() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      Outcome outcome = Outcome.of(smallRun("mnist_softmax"));
      assertThat(outcome.status()).isZero();
      assertThat(outcome.err().lines())
          .hasSize(3)
          .allMatch(line -> line.matches("Epoch: 000[123] cost = \\d+\\.\\d{9}"));
      assertThat(outcome.out())
          .containsPattern("Accuracy: +\\d\\.\\d{4}\n")
          .containsPattern("Time: +\\d+\\.\\d\\d s \\([\\d,]+ samples/s\\)\n")
          .containsPattern("SHA-256: +[0-9a-f]{64}");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void backPropTellsTheLessonsThousands() throws IOException {
    Outcome outcome = Outcome.of(smallRun("mnist_back_prop"));
    assertThat(outcome.err())
        .containsPattern("step 3000: \\d+ of the first 100 test images are right");
  }

  @Test
  void aLongTrainingTellsOfAHundredEpochs() {
    Outcome outcome = Outcome.of("train", "xor_nn", "--epochs", "1000");
    assertThat(outcome.err().lines().filter(line -> line.startsWith("Epoch:"))).hasSize(100);
  }

  @Test
  void quietIsQuiet() throws IOException {
    Outcome outcome = Outcome.of(smallRun("mnist_softmax", "--quiet"));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("Accuracy:");
  }

  @Test
  void outHoldsTheResult() throws IOException {
    Path out = folder.resolve("made/if/need/be");
    Outcome outcome = Outcome.of(smallRun("mnist_softmax", "--json", "--out", out.toString()));
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).containsExactly(out.resolve("result.json"));
    }
    assertThat(JSON.std.mapFrom(Files.readString(out.resolve("result.json"))))
        .isEqualTo(outcome.json());
  }

  @Test
  void comparedTrainingsAreTabledAndDrawn() throws IOException {
    Path out = folder.resolve("out");
    Outcome outcome = Outcome.of(smallRun("mnist_batchnorm", "--out", out.toString()));
    assertThat(outcome.err()).contains("with BatchNorm1d:\n", "without:\n");
    String row = " +\\d\\.\\d{4} +\\d\\.\\d{4}\n";
    assertThat(outcome.out())
        .containsPattern(
            "test accuracy +with BatchNorm1d +without\nepoch 1%sepoch 2%<sepoch 3%<s\n"
                .formatted(row));
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("result.json", "training-loss.png", "test-accuracy.png");
    }
    Map<String, Object> fields = JSON.std.mapFrom(Files.readString(out.resolve("result.json")));
    var accuracies = (Map<?, ?>) ((Map<?, ?>) fields.get("curves")).get("test accuracy");
    var with = (List<?>) accuracies.get("with BatchNorm1d");
    assertThat(with).hasSize(3).isNotEqualTo(accuracies.get("without"));
    assertThat(with.getLast()).isEqualTo(fields.get("testAccuracy"));
    BufferedImage plot = ImageIO.read(out.resolve("test-accuracy.png").toFile());
    int[] pixels = plot.getRGB(0, 0, plot.getWidth(), plot.getHeight(), null, 0, plot.getWidth());
    assertThat(pixels).as("both curves").contains(0xFF0072B2, 0xFFD55E00);
  }

  @Test
  void aResultThatCannotBeWrittenIsAFailure() throws IOException {
    Files.createDirectory(folder.resolve("result.json"));
    Outcome outcome = Outcome.of(smallRun("mnist_softmax", "--quiet", "--out", folder.toString()));
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).as("the result is not lost").contains("Accuracy:");
    assertThat(outcome.err()).startsWith("javelin: ").contains("result.json");
    assertThat(outcome.err().lines()).hasSize(1);
  }

  @Test
  void aTerminalGetsABar() throws IOException {
    System.setProperty("javelin.terminal", "true");
    try {
      Outcome outcome = Outcome.of(smallRun("mnist_softmax"));
      assertThat(outcome.status()).isZero();
      assertThat(outcome.err())
          .contains("60/60", "\r\033[KEpoch: 0003 cost = ")
          .as("erased at the end")
          .endsWith("\r\033[K");
    } finally {
      System.clearProperty("javelin.terminal");
    }
  }
}
