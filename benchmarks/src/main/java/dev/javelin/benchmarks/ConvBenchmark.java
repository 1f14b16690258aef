package dev.javelin.benchmarks;

import dev.javelin.Engine;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** How fast is a convolution, and how fast are its gradients? */
@State(Scope.Benchmark)
public class ConvBenchmark extends Measured {
  @Param({"1", "2"})
  private int threads;

  private ConvProblem problem;
  private Engine engine;
  private Step step;

  /** Binds, and runs forward, which backward needs. */
  @Setup
  public void open(ConvShapes shapes) {
    problem = new ConvProblem(shapes.convolution);
    engine = Engine.create(threads);
    step = problem.bind(engine);
    step.forward(problem.x());
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    engine.close();
  }

  /** The output. */
  @Benchmark
  public Tensor forward(Work work) {
    work.arithmetic(problem.forwardFlops());
    return step.forward(problem.x());
  }

  /** The gradients by input, weight and bias. */
  @Benchmark
  public Tensor backward(Work work) {
    work.arithmetic(problem.backwardFlops());
    problem.weight().zeroGrad();
    problem.bias().zeroGrad();
    return step.backward(problem.dy());
  }
}
