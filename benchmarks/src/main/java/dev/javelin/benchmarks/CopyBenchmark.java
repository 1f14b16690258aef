package dev.javelin.benchmarks;

import dev.javelin.Engine;
import dev.javelin.parallel.Ranges;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How fast is a plain copy? Everything bound by memory is reported as a share of this, so that it
 * compares across machines.
 */
@State(Scope.Benchmark)
public class CopyBenchmark extends Measured {
  @Param({Sizes.IN_CACHE, Sizes.OUT_OF_CACHE})
  private int size;

  @Param({"1", "2"})
  private int threads;

  private Engine engine;
  private float[] from;
  private float[] to;

  /** Starts the threads. */
  @Setup
  public void open() {
    engine = Engine.create(threads);
    from = new float[size];
    to = new float[size];
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    engine.close();
  }

  /** A copy. */
  @Benchmark
  public float[] copy(Work work) {
    work.traffic(2.0 * Float.BYTES * size);
    engine.run(this::runPart, threads);
    return to;
  }

  private void runPart(int part) {
    int start = Ranges.start(size, threads, part, Ranges.CACHE_LINE);
    int end = Ranges.start(size, threads, part + 1, Ranges.CACHE_LINE);
    System.arraycopy(from, start, to, start, end - start);
  }
}
