package dev.javelin.benchmarks.peers.mkl;

import dev.javelin.benchmarks.GemmProblem;
import dev.javelin.benchmarks.GemmShapes;
import dev.javelin.benchmarks.Measured;
import dev.javelin.benchmarks.Work;
import dev.javelin.benchmarks.peers.NativeProduct;
import org.bytedeco.mkl.global.mkl_rt;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The matrix product in MKL. */
@State(Scope.Benchmark)
public class GemmBenchmark extends Measured {
  @Param({"1", "2"})
  private int threads;

  private GemmProblem problem;
  private NativeProduct product;

  /** Copies the operands and compares the result. */
  @Setup
  public void open(GemmShapes shapes) {
    mkl_rt.MKL_Set_Num_Threads(threads);
    problem = new GemmProblem(shapes.shape);
    product = new NativeProduct(problem);
    product.run(mkl_rt::cblas_sgemm);
    product.check();
  }

  /** A product. */
  @Benchmark
  public NativeProduct multiply(Work work) {
    work.arithmetic(problem.flops());
    product.run(mkl_rt::cblas_sgemm);
    return product;
  }
}
