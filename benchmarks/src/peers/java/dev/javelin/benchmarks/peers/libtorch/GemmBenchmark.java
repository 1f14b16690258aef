package dev.javelin.benchmarks.peers.libtorch;

import dev.javelin.benchmarks.GemmProblem;
import dev.javelin.benchmarks.GemmShapes;
import dev.javelin.benchmarks.Measured;
import dev.javelin.benchmarks.Work;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The matrix product in libtorch, into a result made before. */
@State(Scope.Benchmark)
public class GemmBenchmark extends Measured {
  @Param({"1", "2"})
  private int threads;

  private GemmProblem problem;
  private Tensor a;
  private Tensor b;
  private Tensor c;

  /** Copies the operands and compares the result. */
  @Setup
  public void open(GemmShapes shapes) {
    torch.set_num_threads(threads);
    problem = new GemmProblem(shapes.shape);
    Tensor storedA = Torch.copyOf(problem.a());
    Tensor storedB = Torch.copyOf(problem.b());
    a = problem.shape().transposeA() ? storedA.t() : storedA;
    b = problem.shape().transposeB() ? storedB.t() : storedB;
    c = torch.mm(a, b);
    problem.check(Torch.toArray(c));
  }

  /** A product. */
  @Benchmark
  public Tensor multiply(Work work) {
    work.arithmetic(problem.flops());
    try (NoGradGuard guard = new NoGradGuard()) {
      torch.mm_out(c, a, b);
    }
    return c;
  }
}
