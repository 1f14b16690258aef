package dev.javelin.benchmarks;

import dev.javelin.Engine;
import dev.javelin.Optimizer;
import dev.javelin.Parameter;
import dev.javelin.optim.Adam;
import dev.javelin.optim.SGD;
import dev.javelin.parallel.Ranges;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** How near to the memory's bandwidth is an optimizer's step? */
@State(Scope.Benchmark)
public class OptimizerBenchmark extends Measured {
  @Param({Sizes.MNIST_NN, Sizes.TEN_MILLION})
  private int size;

  @Param({"1", "2"})
  private int threads;

  private Engine engine;
  private Optimizer sgd;
  private Optimizer adam;
  private float[] parameter;
  private float[] gradient;
  private final float[][] states = new float[2][];

  /** Binds. */
  @Setup
  public void open() {
    engine = Engine.create(threads);
    Parameter p = OptimizerProblem.parameter(size);
    sgd = new SGD(List.of(p), Training.RATE).to(engine);
    adam = new Adam(List.of(p), Training.RATE).to(engine);
    parameter = p.value().array();
    gradient = p.gradient().array();
    states[0] = new float[size];
    states[1] = new float[size];
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    engine.close();
  }

  /** Plain descent. */
  @Benchmark
  public float[] sgd(Work work) {
    work.traffic(OptimizerProblem.SGD_BYTES * size);
    sgd.step();
    return parameter;
  }

  /** Adam. */
  @Benchmark
  public float[] adam(Work work) {
    work.traffic(OptimizerProblem.ADAM_BYTES * size);
    adam.step();
    return parameter;
  }

  /** The reads and writes of Adam with next to no arithmetic: what memory allows. */
  @Benchmark
  public float[] adamStream(Work work) {
    work.traffic(OptimizerProblem.ADAM_BYTES * size);
    engine.run(this::streamPart, threads);
    return parameter;
  }

  private void streamPart(int part) {
    int start = Ranges.start(size, threads, part, Ranges.CACHE_LINE);
    int end = Ranges.start(size, threads, part + 1, Ranges.CACHE_LINE);
    stream(parameter, gradient, states[0], states[1], start, end);
  }

  private static void stream(float[] p, float[] g, float[] m, float[] v, int start, int end) {
    for (int i = start; i < end; i++) {
      float x = g[i];
      p[i] += x;
      m[i] += x;
      v[i] += x;
    }
  }
}
