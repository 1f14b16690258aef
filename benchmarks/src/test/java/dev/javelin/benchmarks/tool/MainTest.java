package dev.javelin.benchmarks.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {
  @TempDir private Path folder;
  private Path fast;
  private Path slow;
  private Path baseline;

  @BeforeEach
  void writeRuns() throws IOException {
    fast = folder.resolve("fast.json");
    slow = folder.resolve("slow.json");
    baseline = folder.resolve("baseline.json");
    new Samples().bounds().product("", 2000).product("peers.openblas.", 3000).results().write(fast);
    new Samples().bounds().product("", 2500).results().write(slow);
  }

  private int bench(Object... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "--out";
    all[1] = folder.toString();
    for (int i = 0; i < arguments.length; i++) {
      all[i + 2] = arguments[i].toString();
    }
    return Main.run(all);
  }

  @Test
  void writesAReportOfAStoredRun() throws IOException {
    assertThat(bench("--from", fast)).isZero();
    String row = "| multiply 64x64x64-NN, 1 thread | 2000 | 0% | 50 GFLOP/s | 0.50 | 24 | 1.50 |";
    assertThat(folder.resolve("report.md"))
        .content()
        .contains(row, "| gemm, 1 thread | 1 | 1.50 |");
    assertThat(folder.resolve("report.html"))
        .content()
        .contains("<svg", "openblas, multiply 64x64x64-NN, 1 thread: 1.5", "a processor");
  }

  @Test
  void gateLetsAnEqualRunPass() {
    assertThat(bench("--from", fast, "--write-baseline", baseline)).isZero();
    assertThat(bench("--from", fast, "--gate", baseline)).isZero();
    assertThat(bench("--from", slow, "--gate", baseline, "--tolerance", "0.3")).isZero();
  }

  @Test
  void gateEndsWithStatus1IfSlower() {
    bench("--from", fast, "--write-baseline", baseline);
    assertThat(bench("--from", slow, "--gate", baseline)).isEqualTo(1);
  }

  @Test
  void badInputEndsWithStatus2() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.json"), "{}");
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"results\": [");
    assertThat(bench("--from", folder.resolve("none.json"))).isEqualTo(2);
    assertThat(bench("--from", empty)).isEqualTo(2);
    assertThat(bench("--from", broken)).isEqualTo(2);
    assertThat(bench("--from", fast, "--gate", broken)).isEqualTo(2);
    assertThat(bench("--from", fast, "--gate", empty)).isEqualTo(2);
    assertThat(bench("--from", fast, "--gate", fast)).isEqualTo(2);
    assertThat(bench("--from", fast, "--tolerance", "1.5")).isEqualTo(2);
    assertThat(bench("--groups", "nonsense")).isEqualTo(2);
    assertThat(bench("--rounds", "0")).isEqualTo(2);
    assertThat(bench("-p", "shape")).isEqualTo(2);
    assertThat(bench("--groups", "conv", "-p", "shape=1x1x1-NN")).isEqualTo(2);
    assertThat(bench("-p", "threads=4")).isEqualTo(2);
  }
}
