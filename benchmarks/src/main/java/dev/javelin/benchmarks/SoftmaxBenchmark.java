package dev.javelin.benchmarks;

import dev.javelin.Engine;
import dev.javelin.Loss;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** How long is softmax cross-entropy with its gradient? */
@State(Scope.Benchmark)
public class SoftmaxBenchmark extends Measured {
  @Param({"100x10", "1000x10", "100x1000"})
  private String logits;

  @Param("1")
  private int threads;

  private SoftmaxProblem problem;
  private Engine engine;
  private Loss.Cost cost;

  /** Binds. */
  @Setup
  public void open() {
    problem = new SoftmaxProblem(logits);
    engine = Engine.create(threads);
    cost = problem.bind(engine);
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    engine.close();
  }

  /** Loss and gradient. */
  @Benchmark
  public Loss.Cost lossAndGradient(Work work) {
    work.traffic(problem.bytes());
    cost.forward(problem.logits(), problem.labels());
    return cost;
  }
}
