package dev.javelin.benchmarks.peers.libtorch;

import dev.javelin.benchmarks.Measured;
import dev.javelin.benchmarks.SoftmaxProblem;
import dev.javelin.benchmarks.Work;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Softmax cross-entropy with its gradient in libtorch, by its automatic differentiation. */
@State(Scope.Benchmark)
public class SoftmaxBenchmark extends Measured {
  @Param({"100x10", "1000x10", "100x1000"})
  private String logits;

  @Param("1")
  private int threads;

  private SoftmaxProblem problem;
  private Tensor x;
  private Tensor labels;

  /** Copies the operands and compares the gradient. */
  @Setup
  public void open() {
    torch.set_num_threads(threads);
    problem = new SoftmaxProblem(logits);
    x = Torch.copyOf(problem.logits()).set_requires_grad(true);
    labels = Torch.indices(problem.labels());
    lossAndGradient(new Work());
    problem.check(Torch.toArray(x.grad()));
  }

  /** Loss and gradient. */
  @Benchmark
  public double lossAndGradient(Work work) {
    work.traffic(problem.bytes());
    try (PointerScope scope = new PointerScope()) {
      x.mutable_grad().reset();
      Tensor loss = torch.cross_entropy(x, labels);
      loss.backward();
      return loss.item_float();
    }
  }
}
