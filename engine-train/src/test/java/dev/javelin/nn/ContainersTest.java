package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.javelin.Engine;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Residual, Parallel, Flatten, Unflatten, alone and inside one another. */
class ContainersTest {
  private final Binding training = new Binding(Engine.create(1), Mode.TRAIN, true);

  @Property(tries = 30)
  void gradientsOfResidual(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 18) int features,
      @ForAll @IntRange(min = 1, max = 18) int hidden,
      @ForAll long seed) {
    var s = new Seed(seed);
    var f =
        new Sequential(
            new Linear(features, hidden, s),
            new Activations.Tanh(),
            new Linear(hidden, features, s));
    GradientAssert.assertGradients(new Residual(f), Shape.of(batch, features), seed, 2);
    // Layers that give back the very gradient they were given.
    GradientAssert.assertGradients(
        new Residual(new Activations.Tanh()), Shape.of(batch, features), seed, 2);
    GradientAssert.assertGradients(
        new Residual(new Flatten(1, 1)), Shape.of(batch, features), seed, 2);
  }

  @Property(tries = 30)
  void gradientsOfParallel(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 18) int features,
      @ForAll @IntRange(min = 1, max = 18) int width,
      @ForAll long seed) {
    var s = new Seed(seed);
    var model =
        new Sequential(
            new Linear(features, features, s),
            new Parallel(
                new Activations.Tanh(),
                new Linear(features, width, s),
                new Residual(new Linear(features, features, s))),
            new Linear(2 * features + width, 3, s));
    GradientAssert.assertGradients(model, Shape.of(batch, features), seed, 2);
  }

  @Test
  void gradientsThroughViews() {
    var s = new Seed(1);
    var model =
        new Sequential(
            new Flatten(),
            new Linear(12, 10, s),
            new Unflatten(1, Shape.of(2, 5)),
            new Linear(5, 3, s),
            new Flatten(-2, -1));
    GradientAssert.assertGradients(model, Shape.of(4, 3, 4), 1, 1);
  }

  @Property(tries = 30)
  void gradientsOfLinearOverSequences(
      @ForAll @IntRange(min = 1, max = 4) int batch,
      @ForAll @IntRange(min = 1, max = 5) int length,
      @ForAll @IntRange(min = 1, max = 18) int in,
      @ForAll @IntRange(min = 1, max = 18) int out,
      @ForAll long seed) {
    var model = new Sequential(new Linear(in, out, new Seed(seed)), new Activations.SiLU());
    Shape shape = Shape.of(batch, length, in);
    assertThat(model.outputShape(shape)).isEqualTo(Shape.of(batch, length, out));
    GradientAssert.assertGradients(model, shape, seed, 2);
  }

  @Test
  void concatenatesAlongAnyAxis() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    Layer twice = new Activations.Identity();
    Layer relu = new Activations.Threshold(2.5, 0);
    assertThat(run(new Parallel(twice, relu), x)).containsExactly(1, 2, 0, 0, 3, 4, 3, 4);
    assertThat(run(new Parallel(-1, twice, relu), x)).containsExactly(1, 2, 0, 0, 3, 4, 3, 4);
    assertThat(run(new Parallel(0, twice, relu), x)).containsExactly(1, 2, 3, 4, 0, 0, 3, 4);
    assertThat(new Parallel(2, twice, twice).outputShape(Shape.of(3, 4, 5)))
        .isEqualTo(Shape.of(3, 4, 10));
  }

  private float[] run(Layer layer, Tensor x) {
    return layer.bind(x.shape(), training).forward(x).toArray();
  }

  @Test
  void viewsCopyNothing() {
    Tensor x = Tensor.zeros(2, 3, 4);
    Step flatten = new Flatten().bind(x.shape(), training);
    Tensor flat = flatten.forward(x);
    assertThat(flat.shape()).isEqualTo(Shape.of(2, 12));
    assertThat(flat.array()).isSameAs(x.array());
    assertThat(flatten.backward(flat).shape()).isEqualTo(x.shape());
  }

  @Test
  void shapesOfViews() {
    Shape shape = Shape.of(2, 3, 4, 5);
    assertThat(new Flatten().outputShape(shape)).isEqualTo(Shape.of(2, 60));
    assertThat(new Flatten(0, 2).outputShape(shape)).isEqualTo(Shape.of(24, 5));
    assertThat(new Flatten(-2, -1).outputShape(shape)).isEqualTo(Shape.of(2, 3, 20));
    assertThat(new Unflatten(-2, Shape.of(2, 2)).outputShape(shape))
        .isEqualTo(Shape.of(2, 3, 2, 2, 5));
    assertThatThrownBy(() -> new Flatten(1, 4).outputShape(shape))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("Flatten(1, 4) expects an input of shape that has axes 1 to 4, got " + shape);
    assertThatThrownBy(() -> new Unflatten(1, Shape.of(2, 2)).outputShape(shape))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage(
            "Unflatten(1, [2, 2]) expects an input of shape whose axis 1 is 4, got " + shape);
  }

  @Test
  void firstLayersAreSparedTheInputsGradient() {
    var first = new Binding(Engine.create(1), Mode.TRAIN, false);
    Tensor x = Tensor.full(Shape.of(2, 3), 1);
    for (Layer layer :
        new Layer[] {
          new Flatten(),
          new Dropout(new Seed(1)),
          new LayerNorm(3),
          new BatchNorm1d(3),
          new Residual(new Linear(3, 3, new Seed(1))),
          new Parallel(new Activations.Tanh(), new Linear(3, 3, new Seed(1)))
        }) {
      Step step = layer.bind(x.shape(), first);
      Tensor y = step.forward(x);
      assertThat(step.backward(y.copy())).as("%s", layer).isNull();
      assertThat(layer.parameters()).allMatch(p -> p.hasGradient());
    }
  }

  @Test
  void outputsMustFit() {
    var seed = new Seed(1);
    assertThatThrownBy(() -> new Residual(new Linear(3, 4, seed)).outputShape(Shape.of(2, 3)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("Residual (output of f) expects an input of shape [2, 3], got [2, 4]");
    assertThatThrownBy(() -> new Residual(new Linear(3, 3, seed)).outputShape(Shape.of(2, 4)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageStartingWith("Residual: Linear(3, 3) expects");
    var parallel = new Parallel(0, new Linear(3, 4, seed), new Linear(3, 5, seed));
    assertThatThrownBy(() -> parallel.outputShape(Shape.of(2, 3)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage(
            "Parallel (output of branch 1) expects an input of shape [2, 4] but for axis 0, got"
                + " [2, 5]");
    assertThatThrownBy(() -> parallel.outputShape(Shape.of(2, 2)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageStartingWith("branch 0 of Parallel: Linear(3, 4) expects");
    assertThatThrownBy(() -> new Parallel(2, new Flatten()).outputShape(Shape.of(2, 3)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("that has an axis 2");
    assertThatThrownBy(() -> new Parallel()).isInstanceOf(IllegalArgumentException.class);
  }
}
