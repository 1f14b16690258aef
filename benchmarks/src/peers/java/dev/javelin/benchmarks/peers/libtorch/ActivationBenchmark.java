package dev.javelin.benchmarks.peers.libtorch;

import dev.javelin.Engine;
import dev.javelin.benchmarks.ActivationProblem;
import dev.javelin.benchmarks.Agreement;
import dev.javelin.benchmarks.Function;
import dev.javelin.benchmarks.Measured;
import dev.javelin.benchmarks.Sizes;
import dev.javelin.benchmarks.Work;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Activations and their gradients in libtorch, into results made before. */
@State(Scope.Benchmark)
public class ActivationBenchmark extends Measured {
  @Param private Function function;

  @Param({Sizes.IN_CACHE, Sizes.OUT_OF_CACHE})
  private int size;

  @Param("1")
  private int threads;

  private final Scalar zero = new Scalar(0f);
  private Tensor x;
  private Tensor y;
  private Tensor dy;
  private Tensor dx;

  /** Copies the operands and compares the results. */
  @Setup
  public void open() {
    torch.set_num_threads(threads);
    var problem = new ActivationProblem(function, size, Engine.create(1));
    x = Torch.copyOf(problem.x());
    dy = Torch.copyOf(problem.dy());
    y = torch.empty_like(x);
    dx = torch.empty_like(x);
    Agreement.check("y", problem.forward().array(), Torch.toArray(forward(new Work())));
    Agreement.check("dx", problem.backward().array(), Torch.toArray(backward(new Work())));
  }

  /** y = f(x). */
  @Benchmark
  public Tensor forward(Work work) {
    work.traffic(ActivationProblem.FORWARD_BYTES * size);
    switch (function) {
      case RELU -> torch.clamp_min_out(y, x, zero);
      case EXP -> torch.exp_out(y, x);
      case SIGMOID -> torch.sigmoid_out(y, x);
      case TANH -> torch.tanh_out(y, x);
      case GELU -> torch.gelu_out(y, x);
    }
    return y;
  }

  /** dx = dy f'(x). */
  @Benchmark
  public Tensor backward(Work work) {
    work.traffic(ActivationProblem.BACKWARD_BYTES * size);
    switch (function) {
      case RELU -> torch.threshold_backward_out(dx, dy, y, zero);
      case EXP -> torch.mul_out(dx, dy, y);
      case SIGMOID -> torch.sigmoid_backward_out(dx, dy, y);
      case TANH -> torch.tanh_backward_out(dx, dy, y);
      case GELU -> torch.gelu_backward_out(dx, dy, x);
    }
    return dx;
  }
}
