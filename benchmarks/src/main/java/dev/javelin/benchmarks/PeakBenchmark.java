package dev.javelin.benchmarks;

import dev.javelin.Engine;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How many multiply-adds can the machine do at this vector width, with no memory in the way? 12
 * independent chains in registers cover two units of latency 4 to 5. Everything bound by arithmetic
 * is reported as a share of this, so that it compares across machines.
 */
@State(Scope.Benchmark)
public class PeakBenchmark extends Measured {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;
  private static final int ROUNDS = 100_000;

  /** Between one thread's result and the next: two cache lines. */
  private static final int APART = 32;

  @Param({"1", "2"})
  private int threads;

  private Engine engine;
  private final float[] factors = {0.999f, 0.001f};
  private float[] results;

  /** Starts the threads. */
  @Setup
  public void open() {
    engine = Engine.create(threads);
    results = new float[APART * threads];
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    engine.close();
  }

  /** The chains, in every thread. */
  @Benchmark
  public float[] fma(Work work) {
    work.arithmetic(2.0 * CHAINS * SPECIES.length() * ROUNDS * threads);
    engine.run(this::runPart, threads);
    return results;
  }

  private void runPart(int part) {
    results[part * APART] = chains(factors[0], factors[1]);
  }

  private static float chains(float factor, float addend) {
    FloatVector f = FloatVector.broadcast(SPECIES, factor);
    FloatVector x = FloatVector.broadcast(SPECIES, addend);
    FloatVector c0 = x;
    FloatVector c1 = x;
    FloatVector c2 = x;
    FloatVector c3 = x;
    FloatVector c4 = x;
    FloatVector c5 = x;
    FloatVector c6 = x;
    FloatVector c7 = x;
    FloatVector c8 = x;
    FloatVector c9 = x;
    FloatVector c10 = x;
    FloatVector c11 = x;
    for (int round = 0; round < ROUNDS; round++) {
      c0 = c0.fma(f, x);
      c1 = c1.fma(f, x);
      c2 = c2.fma(f, x);
      c3 = c3.fma(f, x);
      c4 = c4.fma(f, x);
      c5 = c5.fma(f, x);
      c6 = c6.fma(f, x);
      c7 = c7.fma(f, x);
      c8 = c8.fma(f, x);
      c9 = c9.fma(f, x);
      c10 = c10.fma(f, x);
      c11 = c11.fma(f, x);
    }
    FloatVector low = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
    FloatVector high = c6.add(c7).add(c8).add(c9).add(c10).add(c11);
    return low.add(high).lane(0);
  }
}
