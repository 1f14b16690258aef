package dev.javelin.benchmarks;

import dev.javelin.Engine;
import dev.javelin.data.Batch;
import dev.javelin.data.DataLoader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What do shuffling and loading add to an epoch of {@code mnist_nn_xavier}? */
@State(Scope.Benchmark)
public class EpochBenchmark extends Measured {
  private static final int STEPS = 600;

  @Param({"1", "2"})
  private int threads;

  private Engine engine;
  private DataLoader loader;
  private Batch[] batches;
  private Training training;
  private int epoch;

  /** Reads the data and starts the threads. */
  @Setup
  public void open() {
    engine = Engine.create(threads);
    loader =
        DataLoader.shuffled(MnistBatches.trainingSet(), MnistBatches.BATCH, 777)
            .dropLast()
            .to(engine);
    batches = MnistBatches.first(StepBenchmark.BATCHES, Network.MNIST_NN);
    training = new Training(Network.MNIST_NN, engine);
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    loader.close();
    engine.close();
  }

  /** A whole epoch: shuffle, bytes to batches, 600 steps. */
  @Benchmark
  public double epoch(Work work) {
    work.arithmetic(STEPS * Network.MNIST_NN.stepFlops(MnistBatches.BATCH));
    epoch++;
    double loss = 0;
    for (Batch batch : loader.epoch(epoch)) {
      loss += training.step(batch);
    }
    return loss;
  }

  /** 600 steps on batches made before. */
  @Benchmark
  public double bareSteps(Work work) {
    work.arithmetic(STEPS * Network.MNIST_NN.stepFlops(MnistBatches.BATCH));
    double loss = 0;
    for (int i = 0; i < STEPS; i++) {
      loss += training.step(batches[i % batches.length]);
    }
    return loss;
  }
}
