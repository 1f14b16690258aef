package dev.javelin.benchmarks.peers.libtorch;

import dev.javelin.benchmarks.ColdProcess;
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

/** A whole process that trains for an epoch in libtorch. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@Fork(1)
@State(Scope.Benchmark)
public class StartupBenchmark {
  @Param({"1", "2"})
  private String threads;

  /** Unpacking native libraries is left to the warm-up: JavaCPP keeps them. */
  @Benchmark
  public void firstEpoch() throws IOException, InterruptedException {
    ColdProcess.run(FirstEpoch.class.getName(), threads);
  }
}
