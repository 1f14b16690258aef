package dev.javelin.benchmarks.peers.netlib;

import dev.javelin.benchmarks.GemmProblem;
import dev.javelin.benchmarks.GemmShapes;
import dev.javelin.benchmarks.Measured;
import dev.javelin.benchmarks.Work;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The matrix product in luhenry/netlib's BLAS on the Vector API, which has one thread. */
@State(Scope.Benchmark)
public class GemmBenchmark extends Measured {
  private final BLAS blas = JavaBLAS.getInstance();

  private GemmProblem problem;
  private float[] c;

  /** Compares the result. */
  @Setup
  public void open(GemmShapes shapes) {
    problem = new GemmProblem(shapes.shape);
    c = new float[problem.shape().m() * problem.shape().n()];
    multiply(new Work());
    problem.check(c);
  }

  /** A product: BLAS stores by columns, so it is asked for the transpose, B' A'. */
  @Benchmark
  public float[] multiply(Work work) {
    work.arithmetic(problem.flops());
    var s = problem.shape();
    String ta = s.transposeA() ? "T" : "N";
    String tb = s.transposeB() ? "T" : "N";
    float[] a = problem.a().array();
    float[] b = problem.b().array();
    blas.sgemm(tb, ta, s.n(), s.m(), s.k(), 1, b, s.ldb(), a, s.lda(), 0, c, s.ldc());
    return c;
  }
}
