package dev.javelin.benchmarks;

import dev.javelin.Engine;
import dev.javelin.data.Batch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** How long is a training step: forward, loss, backward, Adam, batch of 100? */
@State(Scope.Benchmark)
public class StepBenchmark extends Measured {
  /** Enough that no network learns them by heart while it is timed: 31 MB. */
  public static final int BATCHES = 100;

  /**
   * Enough for C2 to have compiled all but the loss, and that. JMH warms up for a time, in which a
   * convolutional network takes fewer.
   */
  private static final int STEPS = 200;

  private static final int LOSSES = 2000;

  @Param private Network network;

  @Param({"1", "2"})
  private int threads;

  private Batch[] batches;
  private Engine engine;
  private Training training;
  private int next;

  /** Reads the data and starts the threads. */
  @Setup
  public void open() {
    batches = MnistBatches.first(BATCHES, network);
    engine = Engine.create(threads);
    training = new Training(network, engine);
    training.repeatLoss(batches[0], LOSSES);
    for (int i = 0; i < STEPS; i++) {
      training.step(batches[i % BATCHES]);
    }
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    engine.close();
  }

  /** A step. */
  @Benchmark
  public double step(Work work) {
    work.arithmetic(network.stepFlops(MnistBatches.BATCH));
    Batch batch = batches[next];
    next = (next + 1) % batches.length;
    return training.step(batch);
  }
}
