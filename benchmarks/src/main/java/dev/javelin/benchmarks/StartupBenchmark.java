package dev.javelin.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long is a whole process, from a cold JVM to the end of the first epoch? */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@Fork(1)
@State(Scope.Benchmark)
public class StartupBenchmark {
  @Param({"1", "2"})
  private String threads;

  /** One epoch on the command line. */
  @Benchmark
  public void firstEpoch() throws IOException, InterruptedException {
    String main = "dev.javelin.examples.cli.Main";
    ColdProcess.run(
        main, "train", "mnist_nn_xavier", "--epochs", "1", "--threads", threads, "--quiet");
  }
}
