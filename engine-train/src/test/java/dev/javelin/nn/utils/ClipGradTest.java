package dev.javelin.nn.utils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClipGradTest {
  private static List<Parameter> parameters(int size, long seed) {
    var random = new RandomStream(seed, 0);
    var parameters = new ArrayList<Parameter>();
    for (int length : new int[] {size, 1, 2 * size}) {
      var parameter = new Parameter("weight", Tensor.zeros(length));
      parameter.beginGradient();
      for (int i = 0; i < length; i++) {
        parameter.gradientBuffer().set(i, 2 * random.nextFloat() - 1);
      }
      parameters.add(parameter);
    }
    return parameters;
  }

  private static double[] gradients(List<Parameter> parameters) {
    return parameters.stream()
        .flatMap(
            p -> IntStream.range(0, p.value().size()).mapToObj(i -> (double) p.gradient().get(i)))
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static double norm(double[] values, double p) {
    double total = 0;
    for (double value : values) {
      double size = Math.abs(value);
      total = Double.isInfinite(p) ? Math.max(total, size) : total + Math.pow(size, p);
    }
    return Double.isInfinite(p) ? total : Math.pow(total, 1 / p);
  }

  /** Powers are rounded in float32, those by exp and log by a few 2^-24 relative to 1. */
  @Property(tries = 60)
  void scalesTheWholeToTheLimit(
      @ForAll @IntRange(min = 1, max = 5000) int size,
      @ForAll @IntRange(min = 0, max = 3) int type,
      @ForAll boolean above,
      @ForAll long seed) {
    double p = new double[] {1, 2, Double.POSITIVE_INFINITY, 2.5}[type];
    List<Parameter> parameters = parameters(size, seed);
    double[] before = gradients(parameters);
    double norm = norm(before, p);
    double limit = above ? norm / 3 : norm * 3;
    assertThat(new ClipGradNorm(parameters, limit, p, true).run())
        .isCloseTo(norm, within(1e-5 * norm));
    double[] after = gradients(parameters);
    double factor = above ? limit / (norm + 1e-6) : 1;
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i]).isCloseTo(before[i] * factor, within(1e-5));
    }
  }

  @Test
  void zerosAndParametersWithoutGradientDoNotCount() {
    List<Parameter> parameters = parameters(3, 1);
    parameters.forEach(Parameter::zeroGrad);
    for (double p : new double[] {2, 2.5}) {
      assertThat(new ClipGradNorm(parameters, 1, p, true).run()).isZero();
      parameters.get(0).beginGradient();
      parameters.get(0).gradientBuffer().copyFrom(Tensor.of(new float[] {0, 3, 0}, 3));
      assertThat(new ClipGradNorm(parameters, 1, p, true).run()).isCloseTo(3, within(1e-5));
      assertThat(parameters.get(0).gradient().get(1)).isCloseTo(1, within(1e-5f));
      parameters.get(0).zeroGrad();
    }
  }

  @Test
  void aNormThatIsNotFiniteIsAnErrorOrSpreads() {
    List<Parameter> parameters = parameters(3, 1);
    parameters.get(2).gradientBuffer().set(4, Float.NaN);
    assertThatThrownBy(() -> new ClipGradNorm(parameters, 1, 2, true).run())
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("NaN");
    assertThat(new ClipGradNorm(parameters, 1).run()).isNaN();
    assertThat(gradients(parameters)).containsOnly(Double.NaN);

    List<Parameter> infinite = parameters(3, 1);
    infinite.get(0).gradientBuffer().set(0, Float.POSITIVE_INFINITY);
    double most = Double.POSITIVE_INFINITY;
    assertThat(new ClipGradNorm(infinite, 1, most, false).run()).isInfinite();
    assertThat(infinite.get(0).gradient().get(0)).isNaN();
    assertThat(infinite.get(1).gradient().get(0)).isZero();
  }

  @Test
  void bringsEachNumberIntoTheLimits() {
    var parameter = new Parameter("weight", Tensor.zeros(4));
    parameter.beginGradient();
    parameter.gradientBuffer().copyFrom(Tensor.of(new float[] {-2, 0.25f, 3, Float.NaN}, 4));
    new ClipGradValue(List.of(parameter), 0.5).run();
    assertThat(parameter.gradient().toArray()).containsExactly(-0.5f, 0.25f, 0.5f, Float.NaN);
  }

  @Test
  void theNumberOfThreadsDoesNotShow() {
    assertThat(clippedOn(3)).isEqualTo(clippedOn(1));
  }

  private static double[] clippedOn(int threads) {
    List<Parameter> parameters = parameters(60_000, 5);
    try (Engine engine = Engine.create(threads)) {
      new ClipGradNorm(parameters, 1).to(engine).run();
      new ClipGradValue(parameters, 0.004).to(engine).run();
    }
    return gradients(parameters);
  }

  @Test
  void refusesAParameterGivenTwice() {
    Parameter weight = parameters(3, 1).getFirst();
    List<Parameter> twice = List.of(weight, weight);
    assertThatThrownBy(() -> new ClipGradNorm(twice, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ClipGradNorm takes each parameter once, but was given weight[3] twice");
    assertThatThrownBy(() -> new ClipGradValue(twice, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ClipGradValue takes each parameter once, but was given weight[3] twice");
  }

  @Test
  void refusesLimitsOutOfRange() {
    List<Parameter> none = List.of();
    assertThatThrownBy(() -> new ClipGradNorm(none, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ClipGradNorm(none, 1, 0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ClipGradNorm");
    assertThatThrownBy(() -> new ClipGradValue(none, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesSparseGradients() {
    List<Parameter> sparse = List.of(Parameter.sparse("weight", Tensor.zeros(3, 2)));
    assertThatThrownBy(() -> new ClipGradNorm(sparse, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ClipGradNorm takes dense gradients, but that of weight[3, 2] is sparse");
    assertThatThrownBy(() -> new ClipGradValue(sparse, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ClipGradValue takes dense gradients, but that of weight[3, 2] is sparse");
  }
}
