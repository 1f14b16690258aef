package dev.javelin.simd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class VectorProviderTest {
  private static final String HOTSPOT = "OpenJDK 64-Bit Server VM";

  @Test
  void runsInThisJvm() {
    var provider = new VectorProvider();
    assertThat(provider.name()).isEqualTo("vector");
    assertThat(provider.obstacle()).isEmpty();
    assertThat(provider.create()).isInstanceOf(VectorKernels.class);
  }

  @Test
  void needsTheCompilerThatKnowsVectors() {
    assertThat(VectorProvider.obstacleInJvm(HOTSPOT, "mixed mode, sharing")).isEmpty();
    assertThat(VectorProvider.obstacleInJvm(HOTSPOT, "interpreted mode")).contains("-Xint");
    assertThat(VectorProvider.obstacleInJvm(HOTSPOT, "mixed mode, emulated-client"))
        .contains("-XX:TieredStopAtLevel");
    assertThat(VectorProvider.obstacleInJvm("Eclipse OpenJ9 VM", "")).contains("OpenJ9");
  }

  @Test
  void needsVectorsOfASupportedWidth() {
    assertThat(VectorProvider.obstacleInWidth(64)).contains("-XX:MaxVectorSize");
    assertThat(VectorProvider.obstacleInWidth(128)).isEmpty();
    assertThat(VectorProvider.obstacleInWidth(512)).isEmpty();
    assertThat(VectorProvider.obstacleInWidth(1024)).contains("-XX:MaxVectorSize=64");
  }
}
