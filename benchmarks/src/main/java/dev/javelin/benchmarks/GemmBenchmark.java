package dev.javelin.benchmarks;

import dev.javelin.Engine;
import dev.javelin.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** How fast is a matrix product, packing included? */
@State(Scope.Benchmark)
public class GemmBenchmark extends Measured {
  @Param({"1", "2"})
  private int threads;

  private GemmProblem problem;
  private Engine engine;
  private Tensor c;
  private Runnable product;

  /** Binds. */
  @Setup
  public void open(GemmShapes shapes) {
    problem = new GemmProblem(shapes.shape);
    engine = Engine.create(threads);
    c = Tensor.zeros(problem.shape().m(), problem.shape().n());
    product = problem.product(engine, c);
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    engine.close();
  }

  /** A product. */
  @Benchmark
  public Tensor multiply(Work work) {
    work.arithmetic(problem.flops());
    product.run();
    return c;
  }
}
