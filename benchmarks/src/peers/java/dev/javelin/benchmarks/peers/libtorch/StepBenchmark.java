package dev.javelin.benchmarks.peers.libtorch;

import dev.javelin.benchmarks.Agreement;
import dev.javelin.benchmarks.Measured;
import dev.javelin.benchmarks.MnistBatches;
import dev.javelin.benchmarks.Network;
import dev.javelin.benchmarks.Training;
import dev.javelin.benchmarks.Work;
import dev.javelin.data.Batch;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The training step in libtorch. */
@State(Scope.Benchmark)
public class StepBenchmark extends Measured {
  private static final int CHECKED_STEPS = 5;

  /**
   * Networks whose first losses differ more. Of batch normalisation libtorch's is less precise with
   * channels last: enough to change the sign before some ReLUs, so that gradients of the first step
   * are up to 3% of the largest off those in double precision. In the deep network roundings grow:
   * weights changed by one unit in the last place change Javelin's own second to fifth losses by
   * 1.7e-4 to 7.7e-4, since Adam's first step is the rate times the sign of a gradient, however
   * small that is. (In {@code MNIST_NN} the same changes no loss.)
   */
  private static final Set<Network> SENSITIVE =
      EnumSet.of(Network.MNIST_RESNET, Network.MNIST_NN_DEEP);

  private static final double SENSITIVE_TOLERANCE = 2e-3;

  @Param private Network network;

  @Param({"1", "2"})
  private int threads;

  private Tensor[] inputs;
  private Tensor[] targets;
  private TorchNetwork model;
  private Adam optimizer;
  private int next;

  /** Copies data and first weights, and compares the first losses. */
  @Setup
  public void open() {
    torch.set_num_threads(threads);
    Batch[] batches = MnistBatches.first(dev.javelin.benchmarks.StepBenchmark.BATCHES, network);
    inputs =
        Arrays.stream(batches).map(b -> TorchNetwork.copyOf(b.inputs())).toArray(Tensor[]::new);
    targets = Arrays.stream(batches).map(b -> Torch.indices(b.targets())).toArray(Tensor[]::new);
    model = new TorchNetwork(network);
    optimizer = new Adam(model.parameters(), new AdamOptions(Training.RATE));

    float[] expected = Training.losses(network, Arrays.copyOf(batches, CHECKED_STEPS));
    float[] actual = new float[CHECKED_STEPS];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = (float) step(new Work());
    }
    double tolerance = SENSITIVE.contains(network) ? SENSITIVE_TOLERANCE : Agreement.TOLERANCE;
    Agreement.check("losses of the first steps", expected, actual, tolerance);
    Torch.flushDenormal();
  }

  /** A step. */
  @Benchmark
  public double step(Work work) {
    work.arithmetic(network.stepFlops(MnistBatches.BATCH));
    try (PointerScope scope = new PointerScope()) {
      optimizer.zero_grad();
      Tensor logits = model.forward(inputs[next]);
      Tensor loss = torch.cross_entropy(logits, targets[next]);
      loss.backward();
      optimizer.step();
      next = (next + 1) % inputs.length;
      return loss.item_float();
    }
  }
}
