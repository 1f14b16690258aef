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

  private static float chains(float factor, float other) {
    FloatVector f = FloatVector.broadcast(SPECIES, factor);
    FloatVector x = FloatVector.broadcast(SPECIES, other);
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
      c0 = f.fma(x, c0);
      c1 = f.fma(x, c1);
      c2 = f.fma(x, c2);
      c3 = f.fma(x, c3);
      c4 = f.fma(x, c4);
      c5 = f.fma(x, c5);
      c6 = f.fma(x, c6);
      c7 = f.fma(x, c7);
      c8 = f.fma(x, c8);
      c9 = f.fma(x, c9);
      c10 = f.fma(x, c10);
      c11 = f.fma(x, c11);
    }
    FloatVector low = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
    FloatVector high = c6.add(c7).add(c8).add(c9).add(c10).add(c11);
    return low.add(high).lane(0);
  }
}
