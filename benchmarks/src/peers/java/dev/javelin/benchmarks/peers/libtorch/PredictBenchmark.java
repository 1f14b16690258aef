package dev.javelin.benchmarks.peers.libtorch;

import dev.javelin.benchmarks.Measured;
import dev.javelin.benchmarks.Network;
import dev.javelin.benchmarks.Work;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Prediction in libtorch. */
@State(Scope.Benchmark)
public class PredictBenchmark extends Measured {
  @Param({"1", "32", "100"})
  private int batch;

  @Param("1")
  private int threads;

  private final float[] logits = new float[1000];
  private Tensor images;
  private TorchNetwork model;

  /** Copies images and weights and compares the logits. */
  @Setup
  public void open() {
    torch.set_num_threads(threads);
    var source = dev.javelin.benchmarks.PredictBenchmark.images(batch);
    images = Torch.copyOf(source);
    model = new TorchNetwork(Network.MNIST_NN);
    try (NoGradGuard guard = new NoGradGuard()) {
      float[] actual = Torch.toArray(model.forward(images));
      dev.javelin.benchmarks.PredictBenchmark.check(source, actual);
    }
  }

  /** Logits, in Java's memory. */
  @Benchmark
  public float[] predict(Work work) {
    work.arithmetic(Network.MNIST_NN.forwardFlops(batch));
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      model.forward(images).data_ptr_float().get(logits, 0, 10 * batch);
    }
    return logits;
  }
}
