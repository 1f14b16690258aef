package dev.javelin.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.LearningRate;
import dev.javelin.Optimizer;
import dev.javelin.Parameter;
import dev.javelin.optim.Muon.AdjustLrFn;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Muon and Adafactor, whose steps are of whole matrices, against double precision. */
class MatrixOptimizersTest {
  private static final int STEPS = 40;

  /** A step of a whole parameter in double precision, in place. */
  private interface Reference {
    void step(double[] parameter, double[] gradient, int step);
  }

  /**
   * Gradients that do not depend on the parameter. Newton-Schulz' polynomial has a slope of 3.4 at
   * zero, so five rounds multiply an error of 2^-24 by up to 3.4^5 = 500; at a rate of 0.01 and a
   * factor of at most 3 for the shape, 40 steps are off by at most 40 * 0.03 * 500 * 2^-24 = 4e-5.
   */
  @Property(tries = 20)
  void muon(
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 9) int columns,
      @ForAll boolean nesterov,
      @ForAll boolean maximize,
      @ForAll AdjustLrFn adjust,
      @ForAll long seed) {
    var settings = Muon.Settings.DEFAULT.withNesterov(nesterov).withAdjustLrFn(adjust);
    double[] mean = new double[rows * columns];
    double factor =
        adjust == AdjustLrFn.ORIGINAL
            ? Math.sqrt(Math.max(1, (double) rows / columns))
            : 0.2 * Math.sqrt(Math.max(rows, columns));
    assertTrajectory(
        Shape.of(rows, columns),
        seed,
        4e-5,
        p -> new Muon(List.of(group(p, 0.01, settings, maximize))),
        (x, g, t) -> {
          double[] u = new double[mean.length];
          for (int i = 0; i < mean.length; i++) {
            double signed = maximize ? -g[i] : g[i];
            mean[i] = 0.95 * mean[i] + 0.05 * signed;
            u[i] = nesterov ? 0.95 * mean[i] + 0.05 * signed : mean[i];
          }
          double[] direction = newtonSchulz(u, rows, columns);
          for (int i = 0; i < mean.length; i++) {
            x[i] = (1 - 0.01 * 0.1) * x[i] - 0.01 * factor * direction[i];
          }
        });
  }

  private static double[] newtonSchulz(double[] u, int rows, int columns) {
    double norm = 1e-7;
    double squares = 0;
    for (double value : u) {
      squares += value * value;
    }
    norm = Math.max(norm, Math.sqrt(squares));
    double[] x = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      x[i] = u[i] / norm;
    }
    for (int round = 0; round < 5; round++) {
      double[] a = product(x, transposed(x, rows, columns), rows, columns, rows);
      double[] a2 = product(a, a, rows, rows, rows);
      for (int i = 0; i < a.length; i++) {
        a2[i] = -4.7750 * a[i] + 2.0315 * a2[i];
      }
      double[] moved = product(a2, x, rows, rows, columns);
      for (int i = 0; i < x.length; i++) {
        x[i] = 3.4445 * x[i] + moved[i];
      }
    }
    return x;
  }

  private static double[] product(double[] a, double[] b, int m, int k, int n) {
    double[] c = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        for (int j = 0; j < n; j++) {
          c[i * n + j] += a[i * k + l] * b[l * n + j];
        }
      }
    }
    return c;
  }

  private static double[] transposed(double[] x, int rows, int columns) {
    double[] t = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      t[i % columns * rows + i / columns] = x[i];
    }
    return t;
  }

  /** Five rounds bring singular values into 0.7 to 1.2, where Q Q^T of a wide matrix shows them. */
  @Test
  void muonsDirectionIsNearlyOrthogonal() {
    Tensor x = Tensor.zeros(6, 40);
    var random = new RandomStream(1, 0);
    for (int i = 0; i < x.size(); i++) {
      x.set(i, (float) random.nextGaussian());
    }
    var settings = Muon.Settings.DEFAULT;
    new NewtonSchulz(Engine.create(1), x, settings.nsCoefficients(), 5, 1e-7).run();
    double[] q = toDouble(x);
    double[] gram = product(q, transposed(q, 6, 40), 6, 40, 6);
    for (int i = 0; i < gram.length; i++) {
      boolean diagonal = i % 7 == 0;
      assertThat(gram[i]).isBetween(diagonal ? 0.45 : -0.3, diagonal ? 1.45 : 0.3);
    }
  }

  /** 40 steps that each may round the parameter, of magnitude below 4, by 2^-22. */
  @Property(tries = 20)
  void adafactorOfAVector(
      @ForAll @IntRange(min = 1, max = 70) int size, @ForAll boolean maximize, @ForAll long seed) {
    var settings = Adafactor.Settings.DEFAULT.withWeightDecay(0.1);
    double[] square = new double[size];
    assertTrajectory(
        Shape.of(size),
        seed,
        STEPS * 0x1p-22,
        p -> new Adafactor(List.of(group(p, 0.05, settings, maximize))),
        (x, g, t) -> {
          double[] u = new double[size];
          for (int i = 0; i < size; i++) {
            square[i] += Math.pow(t, -0.8) * (g[i] * g[i] - square[i]);
            u[i] = (maximize ? -g[i] : g[i]) / Math.sqrt(Math.max(square[i], 0x1p-46));
          }
          adafactorStep(x, u, t);
        });
  }

  @Property(tries = 20)
  void adafactorOfMatrices(
      @ForAll @IntRange(min = 1, max = 3) int matrices,
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll boolean maximize,
      @ForAll long seed) {
    var settings = Adafactor.Settings.DEFAULT.withWeightDecay(0.1);
    double[][] row = new double[matrices][rows];
    double[][] column = new double[matrices][columns];
    assertTrajectory(
        matrices == 1 ? Shape.of(rows, columns) : Shape.of(matrices, rows, columns),
        seed,
        STEPS * 0x1p-22,
        p -> new Adafactor(List.of(group(p, 0.05, settings, maximize))),
        (x, g, t) -> {
          double[] u = new double[g.length];
          for (int m = 0; m < matrices; m++) {
            int start = m * rows * columns;
            takeMeans(row[m], g, start, columns, 1, columns, t);
            takeMeans(column[m], g, start, 1, columns, rows, t);
            double mean = Math.max(mean(row[m]), 0x1p-23);
            for (int i = 0; i < rows * columns; i++) {
              double moment = row[m][i / columns] * column[m][i % columns] / mean;
              double signed = maximize ? -g[start + i] : g[start + i];
              u[start + i] = signed / Math.sqrt(Math.max(moment, 0x1p-46));
            }
          }
          adafactorStep(x, u, t);
        });
  }

  private static void takeMeans(
      double[] means, double[] g, int start, int stride, int step, int count, int t) {
    for (int i = 0; i < means.length; i++) {
      double sum = 0;
      for (int j = 0; j < count; j++) {
        double value = g[start + i * stride + j * step];
        sum += value * value;
      }
      means[i] += Math.pow(t, -0.8) * (sum / count - means[i]);
    }
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value / values.length;
    }
    return sum;
  }

  private static void adafactorStep(double[] x, double[] u, int t) {
    double alpha = Math.max(1e-3, rms(x)) * Math.min(0.05, 1 / Math.sqrt(t));
    double scale = Math.max(1, rms(u));
    for (int i = 0; i < x.length; i++) {
      x[i] = (1 - 0.05 * 0.1) * x[i] - alpha * u[i] / scale;
    }
  }

  private static double rms(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum / values.length);
  }

  private static <S> ParameterGroup<S> group(
      List<Parameter> parameters, double rate, S settings, boolean maximize) {
    return new ParameterGroup<>(parameters, LearningRate.constant(rate), settings, maximize);
  }

  private static void assertTrajectory(
      Shape shape,
      long seed,
      double bound,
      Function<List<Parameter>, Optimizer> optimizerOf,
      Reference reference) {
    var random = new RandomStream(seed, 0);
    var parameter = new Parameter("weight", Tensor.zeros(shape));
    for (int i = 0; i < shape.size(); i++) {
      parameter.value().set(i, random.nextFloat() - 0.5f);
    }
    double[] expected = toDouble(parameter.value());
    Optimizer optimizer = optimizerOf.apply(List.of(parameter));
    for (int step = 1; step <= STEPS; step++) {
      parameter.beginGradient();
      for (int i = 0; i < shape.size(); i++) {
        parameter.gradientBuffer().set(i, 2 * random.nextFloat() - 1);
      }
      reference.step(expected, toDouble(parameter.gradientBuffer()), step);
      optimizer.step();
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) parameter.value().get(i))
          .as("element %d", i)
          .isCloseTo(expected[i], within(bound));
    }
  }

  private static double[] toDouble(Tensor tensor) {
    double[] values = new double[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.get(i);
    }
    return values;
  }

  @Test
  void theNumberOfThreadsDoesNotShow() {
    assertThat(stepped(3, 150, 330, p -> new Muon(p, 0.1)))
        .isEqualTo(stepped(1, 150, 330, p -> new Muon(p, 0.1)));
    assertThat(stepped(3, 151, 333, p -> new Adafactor(p, 0.1)))
        .isEqualTo(stepped(1, 151, 333, p -> new Adafactor(p, 0.1)));
  }

  private static float[] stepped(
      int threads, int rows, int columns, Function<List<Parameter>, Optimizer> optimizerOf) {
    var parameter = new Parameter("weight", Tensor.full(Shape.of(rows, columns), 0.1f));
    try (Engine engine = Engine.create(threads)) {
      Optimizer optimizer = optimizerOf.apply(List.of(parameter)).to(engine);
      var random = new RandomStream(1, 0);
      for (int step = 0; step < 3; step++) {
        parameter.beginGradient();
        for (int i = 0; i < rows * columns; i++) {
          parameter.gradientBuffer().set(i, random.nextFloat() - 0.5f);
        }
        optimizer.step();
      }
    }
    return parameter.value().toArray();
  }

  @Test
  void refusesWhatItCannotTake() {
    var bias = new Parameter("bias", Tensor.zeros(10));
    assertThatThrownBy(() -> new Muon(List.of(bias), 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Muon takes matrices only, not bias[10]");
    assertThatThrownBy(() -> Muon.Settings.DEFAULT.withNsSteps(100))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Muon.Settings.DEFAULT.withMomentum(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Adafactor.Settings.DEFAULT.withD(0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Adafactor.Settings.DEFAULT.withBeta2Decay(1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
