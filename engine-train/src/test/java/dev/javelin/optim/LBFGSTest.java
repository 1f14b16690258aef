package dev.javelin.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LBFGSTest {
  /** Sum of c (x - 1)^2 / 2 over both parameters, with curvatures c from 1 to 2. */
  private record Bowl(Parameter first, Parameter second) implements DoubleSupplier {
    Bowl(int size) {
      this(
          new Parameter("weight", Tensor.zeros(size)),
          new Parameter("bias", Tensor.zeros(size + 3)));
    }

    List<Parameter> parameters() {
      return List.of(first, second);
    }

    int size() {
      return first.value().size() + second.value().size();
    }

    double curvature(int place) {
      return 1 + (double) place / size();
    }

    @Override
    public double getAsDouble() {
      return evaluate(first, 0) + evaluate(second, first.value().size());
    }

    private double evaluate(Parameter parameter, int start) {
      double loss = 0;
      parameter.beginGradient();
      for (int i = 0; i < parameter.value().size(); i++) {
        double off = parameter.value().get(i) - 1;
        loss += curvature(start + i) * off * off / 2;
        parameter.gradientBuffer().set(i, (float) (curvature(start + i) * off));
      }
      return loss;
    }

    double[] values() {
      double[] values = new double[size()];
      for (int i = 0; i < values.length; i++) {
        int split = first.value().size();
        values[i] = i < split ? first.value().get(i) : second.value().get(i - split);
      }
      return values;
    }
  }

  /**
   * Five iterations of fixed length on a well-conditioned bowl against the two loops of the paper
   * in double precision. Each rounds numbers near 1 by 2^-24 in some ten operations; curvatures
   * within a factor of 2 and five feedbacks multiply that by less than 2^5.
   */
  @Property(tries = 20)
  void followsThePapersTwoLoops(
      @ForAll @IntRange(min = 2, max = 50) int size,
      @ForAll @IntRange(min = 1, max = 4) int history) {
    var bowl = new Bowl(size);
    var settings =
        LBFGS.Settings.DEFAULT.withMaxIter(5).withHistorySize(history).withTolerances(0, 0);
    var optimizer = new LBFGS(bowl.parameters(), LearningRate.constant(0.5), settings);
    optimizer.step(bowl);
    double[] expected = twoLoops(bowl, 5, history, 0.5);
    double[] actual = bowl.values();
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(10 * 32 * 0x1p-24));
    }
  }

  private static double[] twoLoops(Bowl bowl, int iterations, int history, double rate) {
    int n = bowl.size();
    double[] x = new double[n];
    var steps = new ArrayList<double[]>();
    var changes = new ArrayList<double[]>();
    double[] g = gradient(bowl, x);
    for (int k = 0; k < iterations; k++) {
      double[] q = g.clone();
      double[] alpha = new double[steps.size()];
      for (int i = steps.size() - 1; i >= 0; i--) {
        alpha[i] = dot(steps.get(i), q) / dot(steps.get(i), changes.get(i));
        add(q, -alpha[i], changes.get(i));
      }
      if (k > 0) {
        double scale =
            dot(steps.getLast(), changes.getLast()) / dot(changes.getLast(), changes.getLast());
        add(q, scale - 1, q.clone());
      }
      for (int i = 0; i < steps.size(); i++) {
        double beta = dot(changes.get(i), q) / dot(steps.get(i), changes.get(i));
        add(q, alpha[i] - beta, steps.get(i));
      }
      double sum = 0;
      for (double value : g) {
        sum += Math.abs(value);
      }
      double length = k == 0 ? Math.min(1, 1 / sum) * rate : rate;
      double[] step = new double[n];
      add(step, -length, q);
      add(x, 1, step);
      double[] next = gradient(bowl, x);
      double[] change = next.clone();
      add(change, -1, g);
      g = next;
      steps.add(step);
      changes.add(change);
      if (steps.size() > history) {
        steps.removeFirst();
        changes.removeFirst();
      }
    }
    return x;
  }

  private static double[] gradient(Bowl bowl, double[] x) {
    double[] g = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      g[i] = bowl.curvature(i) * (x[i] - 1);
    }
    return g;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] a, double factor, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }

  /** Rosenbrock's valley, in float32 but for the loss. */
  private static DoubleSupplier rosenbrock(Parameter parameter) {
    return () -> {
      double x = parameter.value().get(0);
      double y = parameter.value().get(1);
      double rise = y - x * x;
      parameter.beginGradient();
      parameter.gradientBuffer().set(0, (float) (-400 * x * rise - 2 * (1 - x)));
      parameter.gradientBuffer().set(1, (float) (200 * rise));
      return 100 * rise * rise + (1 - x) * (1 - x);
    };
  }

  /** The least gradient that float32 coordinates near 1 can show is 400 * 2^-24 = 2.4e-5. */
  @Test
  void findsTheEndOfRosenbrocksValley() {
    var parameter = new Parameter("x", Tensor.of(new float[] {-1.2f, 1}, 2));
    var settings = LBFGS.Settings.DEFAULT.withMaxIter(100).withStrongWolfe();
    var optimizer = new LBFGS(List.of(parameter), LearningRate.constant(1), settings);
    DoubleSupplier loss = rosenbrock(parameter);
    assertThat(optimizer.step(loss)).as("loss before").isCloseTo(24.2, within(1e-4));
    optimizer.step(loss);
    assertThat(parameter.value().get(0)).isCloseTo(1, within(1e-4f));
    assertThat(parameter.value().get(1)).isCloseTo(1, within(1e-4f));
    assertThat(loss.getAsDouble()).isLessThan(1e-8);
  }

  @Property(tries = 200)
  void whatTheSearchFindsSatisfiesTheStrongConditions(@ForAll long seed) {
    // A convex quartic that falls at 0. (Where curvature is negative, 25 steps may not suffice.)
    var random = new RandomStream(seed, 0);
    double a = 0.1 + random.nextDouble();
    double c = 0.1 + random.nextDouble();
    double b = (2 * random.nextDouble() - 1) * Math.sqrt(8 * a * c / 3);
    double d = 0.1 + 3 * random.nextDouble();
    StrongWolfe.Line line =
        point -> {
          double t = point.t;
          point.loss = ((a * t + b) * t + c) * t * t - d * t;
          point.slope = ((4 * a * t + 3 * b) * t + 2 * c) * t - d;
        };
    var search = new StrongWolfe(line, 1);
    var start = new StrongWolfe.Point(1);
    line.evaluate(start);
    double first = 0.01 + 3 * random.nextDouble();
    StrongWolfe.Point found = search.search(start, first, 1);
    assertThat(found.loss).isLessThanOrEqualTo(start.loss - 1e-4 * found.t * d);
    assertThat(Math.abs(found.slope)).isLessThanOrEqualTo(0.9 * d);
    assertThat(search.evaluations()).isBetween(1, 26);
  }

  @Test
  void endsWhenThereIsNothingToDo() {
    var bowl = new Bowl(4);
    var optimizer = new LBFGS(bowl.parameters(), 1);
    for (int step = 0; step < 10; step++) {
      optimizer.step(bowl);
    }
    for (double value : bowl.values()) {
      assertThat(value).isCloseTo(1, within(4e-5)); // a slope of 1e-9 is the end
    }
    int[] evaluations = {0};
    double loss =
        optimizer.step(
            () -> {
              evaluations[0]++;
              return bowl.getAsDouble();
            });
    assertThat(loss).isLessThan(1e-8);
    assertThat(evaluations[0]).isEqualTo(1);
  }

  @Test
  void theNumberOfThreadsDoesNotShow() {
    assertThat(valuesOn(3)).isEqualTo(valuesOn(1));
  }

  private static double[] valuesOn(int threads) {
    var bowl = new Bowl(40_000);
    var settings = LBFGS.Settings.DEFAULT.withMaxIter(4).withStrongWolfe();
    try (Engine engine = Engine.create(threads)) {
      new LBFGS(bowl.parameters(), LearningRate.constant(0.3), settings).to(engine).step(bowl);
    }
    return bowl.values();
  }

  @Test
  void refusesAParameterGivenTwice() {
    var weight = new Parameter("weight", Tensor.zeros(3));
    assertThatThrownBy(() -> new LBFGS(List.of(weight, weight), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("LBFGS takes each parameter once, but was given weight[3] twice");
  }

  @Test
  void needsAClosure() {
    var optimizer = new LBFGS(new Bowl(1).parameters(), 1);
    assertThatThrownBy(optimizer::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("step(closure)");
    assertThatThrownBy(() -> LBFGS.Settings.DEFAULT.withHistorySize(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** As in PyTorch, which makes them dense: a row without a gradient has a gradient of zero. */
  @Test
  void takesSparseGradients() {
    var table = Parameter.sparse("weight", Tensor.zeros(3, 2));
    DoubleSupplier closure =
        () -> {
          double loss = 0;
          table.beginGradient();
          table.sparseGradient().clear();
          int place = table.sparseGradient().place(1) * 2;
          for (int j = 0; j < 2; j++) {
            double off = table.value().get(2 + j) - 3;
            loss += off * off / 2;
            table.sparseGradient().values()[place + j] = (float) off;
          }
          return loss;
        };
    new LBFGS(List.of(table), 1).step(closure);
    assertThat(table.value().toArray())
        .containsExactly(new float[] {0, 0, 3, 3, 0, 0}, within(1e-5f));
  }
}
