package dev.javelin.benchmarks.peers;

import dev.javelin.benchmarks.GemmProblem;
import org.bytedeco.javacpp.FloatPointer;

/** A product's operands outside the heap, where native libraries read them without a copy. */
public final class NativeProduct {
  private final GemmProblem problem;
  private final FloatPointer a;
  private final FloatPointer b;
  private final FloatPointer c;

  /** BLAS's {@code cblas_sgemm}, of whichever library. */
  @FunctionalInterface
  public interface Sgemm {
    /** The arguments in BLAS's order. */
    void call(
        int order,
        int transposeA,
        int transposeB,
        int m,
        int n,
        int k,
        float alpha,
        FloatPointer a,
        int lda,
        FloatPointer b,
        int ldb,
        float beta,
        FloatPointer c,
        int ldc);
  }

  private static final int ROW_MAJOR = 101;
  private static final int NO_TRANSPOSE = 111;
  private static final int TRANSPOSE = 112;

  /** Copies the operands. */
  public NativeProduct(GemmProblem problem) {
    this.problem = problem;
    a = new FloatPointer(problem.a().array());
    b = new FloatPointer(problem.b().array());
    c = new FloatPointer((long) problem.shape().m() * problem.shape().n());
  }

  /** Computes the product. */
  public void run(Sgemm sgemm) {
    var s = problem.shape();
    int ta = s.transposeA() ? TRANSPOSE : NO_TRANSPOSE;
    int tb = s.transposeB() ? TRANSPOSE : NO_TRANSPOSE;
    sgemm.call(ROW_MAJOR, ta, tb, s.m(), s.n(), s.k(), 1, a, s.lda(), b, s.ldb(), 0, c, s.ldc());
  }

  /** Compares the last result with Javelin's. */
  public void check() {
    float[] values = new float[(int) c.capacity()];
    c.get(values);
    problem.check(values);
  }
}
