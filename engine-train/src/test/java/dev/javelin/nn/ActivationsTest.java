package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.formula.Expr;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ActivationsTest {
  /** A row for each row of the table; {@link ActivationsPage} lists them in this order. */
  static final List<Activation> TABLE =
      List.of(
          new Activations.Identity(),
          new Activations.ReLU(),
          new Activations.ReLU6(),
          new Activations.LeakyReLU(),
          new Activations.ELU(),
          new Activations.SELU(),
          new Activations.CELU(),
          new Activations.GELU(),
          new Activations.GELUTanh(),
          new Activations.SiLU(),
          new Activations.Mish(),
          new Activations.Sigmoid(),
          new Activations.LogSigmoid(),
          new Activations.Hardsigmoid(),
          new Activations.Hardswish(),
          new Activations.Hardtanh(),
          new Activations.Hardshrink(),
          new Activations.Softshrink(),
          new Activations.Tanhshrink(),
          new Activations.Softplus(),
          new Activations.Softsign(),
          new Activations.Tanh(),
          new Activations.Threshold(0.1, 0.7));

  /** Where some row's slope jumps. */
  private static final double[] KINKS = {-3, -1, -0.5, 0, 0.1, 0.5, 1, 3, 6};

  @Provide
  Arbitrary<Activation> activations() {
    return Arbitraries.of(TABLE);
  }

  @Test
  void theTestCoversTheTable() {
    assertThat(TABLE.stream().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrder(Activations.class.getDeclaredClasses());
  }

  @Property(tries = 2000)
  void derivativeIsTheSlopeInDoublePrecision(
      @ForAll("activations") Activation activation,
      @ForAll @DoubleRange(min = -6, max = 6) double x) {
    for (double kink : KINKS) {
      Assume.that(Math.abs(x - kink) > 1e-4);
    }
    Expr input = Expr.input(0);
    Expr value = activation.value(input);
    double h = 1e-5;
    double slope = (inDouble(value, x + h, 0) - inDouble(value, x - h, 0)) / (2 * h);
    Expr derivative = activation.derivative(input, Expr.input(1));
    // h^2 times a third derivative below 100; literals are float32, off by 2^-25 of themselves.
    assertThat(inDouble(derivative, x, inDouble(value, x, 0))).isCloseTo(slope, within(3e-7));
  }

  private static double inDouble(Expr expr, double x, double y) {
    return expr.inDouble(new double[] {x, y}, new double[0]);
  }

  @Property(tries = 150)
  void gradientsAreThoseOfCentralDifferences(
      @ForAll("activations") Activation activation,
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll @IntRange(min = 1, max = 70) int features,
      @ForAll long seed) {
    GradientAssert.assertGradients(activation, Shape.of(batch, features), seed, 2);
  }

  @Property(tries = 150)
  void gradientsAreTheSameWhenFusedWithALinearLayer(
      @ForAll("activations") Activation activation,
      @ForAll @IntRange(min = 1, max = 20) int batch,
      @ForAll @IntRange(min = 1, max = 20) int in,
      @ForAll @IntRange(min = 1, max = 40) int out,
      @ForAll long seed) {
    var linear = new Linear(in, out, new Seed(seed));
    var binding = new Binding(Engine.create(1), Mode.TRAIN, true);
    Shape shape = Shape.of(batch, in);
    Step fused = new Sequential(linear, activation).bind(shape, binding);
    Step first = linear.bind(shape, binding);
    Step second = activation.bind(Shape.of(batch, out), binding);
    var random = new Seed(seed).nextStream();
    Tensor x = GradientAssert.random(shape, random);
    Tensor dy = GradientAssert.random(Shape.of(batch, out), random);

    Tensor y = second.forward(first.forward(x));
    Tensor dx = first.backward(second.backward(dy.copy()));
    Tensor dw = linear.weight().gradient().copy();
    linear.parameters().forEach(p -> p.zeroGrad());

    assertThat(fused.forward(x).toArray()).isEqualTo(y.toArray());
    assertThat(fused.backward(dy).toArray()).isEqualTo(dx.toArray());
    assertThat(linear.weight().gradient().toArray()).isEqualTo(dw.toArray());
  }

  @Test
  void specialValues() {
    float[] x = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f};
    assertThat(apply(new Activations.ReLU(), x))
        .containsExactly(0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, 0f, 1e30f);
    assertThat(apply(new Activations.Sigmoid(), x))
        .containsExactly(0.5f, 0.5f, Float.NaN, 1f, 0f, 1f);
    assertThat(apply(new Activations.Tanh(), x)).containsExactly(0f, -0f, Float.NaN, 1f, -1f, 1f);
  }

  @Test
  void everyRowPassesNaNOn() {
    for (Activation activation : TABLE) {
      assertThat(apply(activation, new float[] {Float.NaN}))
          .as(activation.toString())
          .containsExactly(Float.NaN);
    }
  }

  private static float[] apply(Activation activation, float[] x) {
    var binding = new Binding(Engine.create(1), Mode.EVAL, false);
    return activation.bind(Shape.of(x.length), binding).forward(Tensor.of(x, x.length)).toArray();
  }
}
