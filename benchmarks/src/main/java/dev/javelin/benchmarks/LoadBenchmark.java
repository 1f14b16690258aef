package dev.javelin.benchmarks;

import dev.javelin.data.Batch;
import dev.javelin.data.DataLoader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** How long does it take to shuffle MNIST and turn its bytes into batches of floats? */
@State(Scope.Benchmark)
public class LoadBenchmark extends Measured {
  private static final int IMAGES = 60_000;

  private DataLoader loader;
  private int epoch;

  /** Reads the data. */
  @Setup
  public void open() {
    loader = DataLoader.shuffled(MnistBatches.trainingSet(), MnistBatches.BATCH, 777);
  }

  /** Ends the loader's thread. */
  @TearDown
  public void close() {
    loader.close();
  }

  /** An epoch's batches, looked at but not trained on. */
  @Benchmark
  public float epoch(Work work) {
    work.traffic((double) IMAGES * MnistBatches.PIXELS * (Byte.BYTES + Float.BYTES));
    epoch++;
    float sum = 0;
    for (Batch batch : loader.epoch(epoch)) {
      sum += batch.targets().get(0);
    }
    return sum;
  }
}
