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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ActivationsTest {
  /** A row for each row of the table. */
  private static final List<Activation> TABLE =
      List.of(
          new Activations.Identity(),
          new Activations.ReLU(),
          new Activations.Sigmoid(),
          new Activations.Tanh());

  @Provide
  Arbitrary<Activation> activations() {
    return Arbitraries.of(TABLE);
  }

  @Test
  void theTestCoversTheTable() {
    assertThat(TABLE.stream().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrder(Activations.class.getDeclaredClasses());
  }

  @Property(tries = 500)
  void derivativeIsTheSlopeInDoublePrecision(
      @ForAll("activations") Activation activation,
      @ForAll @DoubleRange(min = -6, max = 6) double x) {
    Expr input = Expr.input(0);
    Expr value = activation.value(input);
    double h = 1e-5;
    double at = Math.abs(x) < h ? 0.5 : x;
    double slope = (inDouble(value, at + h, 0) - inDouble(value, at - h, 0)) / (2 * h);
    Expr derivative = activation.derivative(input, Expr.input(1));
    assertThat(inDouble(derivative, at, inDouble(value, at, 0))).isCloseTo(slope, within(1e-8));
  }

  private static double inDouble(Expr expr, double x, double y) {
    return expr.inDouble(new double[] {x, y}, new double[0]);
  }

  @Property(tries = 60)
  void gradientsAreThoseOfCentralDifferences(
      @ForAll("activations") Activation activation,
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll @IntRange(min = 1, max = 70) int features,
      @ForAll long seed) {
    GradientAssert.assertGradients(activation, Shape.of(batch, features), seed, 2);
  }

  @Property(tries = 60)
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
    assertThat(apply(new Activations.Tanh(), x)).containsExactly(0f, 0f, Float.NaN, 1f, -1f, 1f);
  }

  private static float[] apply(Activation activation, float[] x) {
    var binding = new Binding(Engine.create(1), Mode.EVAL, false);
    return activation.bind(Shape.of(x.length), binding).forward(Tensor.of(x, x.length)).toArray();
  }
}
