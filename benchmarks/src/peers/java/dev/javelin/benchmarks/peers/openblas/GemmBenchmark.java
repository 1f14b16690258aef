package dev.javelin.benchmarks.peers.openblas;

import dev.javelin.benchmarks.GemmProblem;
import dev.javelin.benchmarks.GemmShapes;
import dev.javelin.benchmarks.Measured;
import dev.javelin.benchmarks.Work;
import dev.javelin.benchmarks.peers.NativeProduct;
import org.bytedeco.openblas.global.openblas;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The matrix product in OpenBLAS. */
@State(Scope.Benchmark)
public class GemmBenchmark extends Measured {
  @Param({"1", "2"})
  private int threads;

  private GemmProblem problem;
  private NativeProduct product;

  /** Copies the operands and compares the result. */
  @Setup
  public void open(GemmShapes shapes) {
    openblas.blas_set_num_threads(threads);
    problem = new GemmProblem(shapes.shape);
    product = new NativeProduct(problem);
    product.run(openblas::cblas_sgemm);
    product.check();
  }

  /** A product. */
  @Benchmark
  public NativeProduct multiply(Work work) {
    work.arithmetic(problem.flops());
    product.run(openblas::cblas_sgemm);
    return product;
  }
}
