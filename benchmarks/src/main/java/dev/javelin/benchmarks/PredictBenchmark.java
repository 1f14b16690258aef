package dev.javelin.benchmarks;

import dev.javelin.Engine;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** How long is a prediction of {@code mnist_nn}, of one image and of several? */
@State(Scope.Benchmark)
public class PredictBenchmark extends Measured {
  @Param({"1", "32", "100"})
  private int batch;

  @Param("1")
  private int threads;

  private Engine engine;
  private Tensor images;
  private Step plan;

  /** Reads the images and binds. */
  @Setup
  public void open() {
    engine = Engine.create(threads);
    images = images(batch);
    plan = Network.MNIST_NN.model().bind(images.shape(), new Binding(engine, Mode.EVAL, false));
  }

  /** The first images of the training set, at most 100. */
  public static Tensor images(int count) {
    return MnistBatches.first(1, Network.MNIST_NN)[0].inputs().rows(0, count).copy();
  }

  /** Compares a peer's logits with Javelin's. */
  public static void check(Tensor images, float[] logits) {
    var binding = new Binding(Engine.create(1), Mode.EVAL, false);
    Step plan = Network.MNIST_NN.model().bind(images.shape(), binding);
    Agreement.check("logits", plan.forward(images).toArray(), logits);
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    engine.close();
  }

  /** Logits. */
  @Benchmark
  public Tensor predict(Work work) {
    work.arithmetic(Network.MNIST_NN.forwardFlops(batch));
    return plan.forward(images);
  }
}
