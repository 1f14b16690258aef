package dev.javelin.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same weights to the last bit with any number of threads, any vectors and none: whole
 * trainings in JVMs of their own, since flags choose the vectors.
 */
class ReproducibilityTest {
  private static final int WIDTH = 163;
  private static final int EPOCHS = 20;
  private static final int IMAGE_EPOCHS = 2;
  // Without FMA instructions Math.fma is thousands of times slower.
  private static final int TINY_WIDTH = 9;
  private static final int TINY_EPOCHS = 1;

  private static String reference;

  @BeforeAll
  static void trainReference() throws Exception {
    List<String> runs = train(WIDTH, EPOCHS, IMAGE_EPOCHS, "-Djavelin.kernels=vector");
    assertThat(Set.copyOf(runs)).as("with 1, 2 and 3 threads").hasSize(1);
    reference = digest(runs.getFirst());
  }

  @ParameterizedTest
  @CsvSource({
    "-XX:UseAVX=2, vector-(128|256)",
    "-XX:MaxVectorSize=16, vector-128",
    "-Djavelin.kernels=scalar, scalar"
  })
  void sameWeights(String flag, String kernels) throws Exception {
    assumeTrue(isX86() || !flag.contains("AVX"), "a flag of x86");
    assertThat(train(WIDTH, EPOCHS, IMAGE_EPOCHS, flag))
        .allSatisfy(
            run -> {
              assertThat(run).as("a fallback to other kernels").matches(kernels + " .*");
              assertThat(digest(run)).isEqualTo(reference);
            });
  }

  @Test
  void sameWeightsWithoutFmaInstructions() throws Exception {
    assumeTrue(isX86(), "a flag of x86");
    List<String> runs =
        new ArrayList<>(train(TINY_WIDTH, TINY_EPOCHS, 0, "-Djavelin.kernels=vector"));
    runs.addAll(train(TINY_WIDTH, TINY_EPOCHS, 0, "-XX:UseAVX=1"));
    runs.addAll(train(TINY_WIDTH, TINY_EPOCHS, 0, "-XX:UseAVX=1", "-Djavelin.kernels=scalar"));
    assertThat(runs.stream().map(ReproducibilityTest::digest).distinct()).as("%s", runs).hasSize(1);
  }

  private static String digest(String run) {
    return run.substring(run.indexOf(' ') + 1);
  }

  private static boolean isX86() {
    return List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
  }

  /** The lines that {@link TrainAndDigest} prints in a JVM with the given flags. */
  private static List<String> train(int width, int epochs, int imageEpochs, String... flags)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TrainAndDigest.class.getName());
    for (int argument : new int[] {width, epochs, imageEpochs}) {
      command.add(String.valueOf(argument));
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as("status of %s", command).isZero();
    assertThat(lines).as("1, 2 and 3 threads").hasSize(3);
    return lines;
  }
}
