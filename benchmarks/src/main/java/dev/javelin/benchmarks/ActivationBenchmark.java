package dev.javelin.benchmarks;

import dev.javelin.Engine;
import dev.javelin.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** How near to a plain copy are activations and their gradients, in cache and out of it? */
@State(Scope.Benchmark)
public class ActivationBenchmark extends Measured {
  @Param private Function function;

  @Param({Sizes.IN_CACHE, Sizes.OUT_OF_CACHE})
  private int size;

  @Param("1")
  private int threads;

  private Engine engine;
  private ActivationProblem problem;

  /** Binds. */
  @Setup
  public void open() {
    engine = Engine.create(threads);
    problem = new ActivationProblem(function, size, engine);
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    engine.close();
  }

  /** y = f(x). */
  @Benchmark
  public Tensor forward(Work work) {
    work.traffic(ActivationProblem.FORWARD_BYTES * size);
    return problem.forward();
  }

  /** dx = dy f'(x). */
  @Benchmark
  public Tensor backward(Work work) {
    work.traffic(ActivationProblem.BACKWARD_BYTES * size);
    return problem.backward();
  }
}
