package dev.javelin.benchmarks.peers.libtorch;

import dev.javelin.Parameter;
import dev.javelin.benchmarks.Agreement;
import dev.javelin.benchmarks.Measured;
import dev.javelin.benchmarks.OptimizerProblem;
import dev.javelin.benchmarks.Sizes;
import dev.javelin.benchmarks.Training;
import dev.javelin.benchmarks.Work;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The optimizers' steps in libtorch. */
@State(Scope.Benchmark)
public class OptimizerBenchmark extends Measured {
  @Param({Sizes.MNIST_NN, Sizes.TEN_MILLION})
  private int size;

  @Param({"1", "2"})
  private int threads;

  private Tensor weight;
  private Optimizer sgd;
  private Optimizer adam;

  /** Copies the operands and compares a step of Adam. */
  @Setup
  public void open() {
    torch.set_num_threads(threads);
    Parameter parameter = OptimizerProblem.parameter(size);
    weight = Torch.copyOf(parameter.value()).set_requires_grad(true);
    weight.mutable_grad().put(Torch.copyOf(parameter.gradient()));
    sgd = new SGD(new TensorVector(weight), new SGDOptions(Training.RATE));
    adam = new Adam(new TensorVector(weight), new AdamOptions(Training.RATE));
    adam(new Work());
    new dev.javelin.optim.Adam(List.of(parameter), Training.RATE).step();
    Agreement.check("parameter", parameter.value().array(), Torch.toArray(weight));
  }

  /** Plain descent. */
  @Benchmark
  public Tensor sgd(Work work) {
    work.traffic(OptimizerProblem.SGD_BYTES * size);
    return step(sgd);
  }

  /** Adam. */
  @Benchmark
  public Tensor adam(Work work) {
    work.traffic(OptimizerProblem.ADAM_BYTES * size);
    return step(adam);
  }

  private Tensor step(Optimizer optimizer) {
    try (PointerScope scope = new PointerScope()) {
      optimizer.step();
    }
    return weight;
  }
}
