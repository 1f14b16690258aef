package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.javelin.Engine;
import dev.javelin.layer.Binding;
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

class LinearTest {
  @Property(tries = 60)
  void gradientsAreThoseOfCentralDifferences(
      @ForAll @IntRange(min = 1, max = 24) int batch,
      @ForAll @IntRange(min = 1, max = 24) int in,
      @ForAll @IntRange(min = 1, max = 24) int out,
      @ForAll boolean bias,
      @ForAll long seed) {
    var layer =
        bias ? new Linear(in, out, new Seed(seed)) : Linear.withoutBias(in, out, new Seed(seed));
    GradientAssert.assertGradients(layer, Shape.of(batch, in), seed, 2);
  }

  @Test
  void computesWhatItsFormulaSays() {
    var linear = new Linear(2, 2, new Seed(0));
    linear.weight().value().copyFrom(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
    linear.bias().orElseThrow().value().copyFrom(Tensor.of(new float[] {10, 20}, 2));
    Step step = linear.bind(Shape.of(1, 2), new Binding(Engine.create(1), Mode.EVAL, false));

    Tensor output = step.forward(Tensor.of(new float[] {1, 1}, 1, 2));

    assertThat(output.toArray()).containsExactly(13, 27);
  }

  @Test
  void takesUpAChangedWeightInEvaluation() {
    var linear = Linear.withoutBias(1, 1, new Seed(0));
    Step step = linear.bind(Shape.of(1, 1), new Binding(Engine.create(1), Mode.EVAL, false));
    Tensor one = Tensor.of(new float[] {1}, 1, 1);
    step.forward(one);

    linear.weight().value().set(0, 5);
    linear.weight().changed();

    assertThat(step.forward(one).get(0)).isEqualTo(5);
  }

  @Test
  void addsGradientsUntilTheyAreZeroed() {
    var linear = new Linear(1, 1, new Seed(0));
    Step step = linear.bind(Shape.of(1, 1), new Binding(Engine.create(1), Mode.TRAIN, false));
    for (int i = 0; i < 2; i++) {
      step.forward(Tensor.of(new float[] {3}, 1, 1));
      step.backward(Tensor.of(new float[] {1}, 1, 1));
    }
    assertThat(linear.weight().gradient().get(0)).isEqualTo(6);
    assertThat(linear.bias().orElseThrow().gradient().get(0)).isEqualTo(2);

    linear.weight().zeroGrad();

    assertThat(linear.weight().gradient().get(0)).isEqualTo(0);
  }

  @Test
  void namesItselfAndBothShapesWhenTheyDiffer() {
    var linear = new Linear(784, 256, new Seed(0));
    assertThatThrownBy(() -> linear.outputShape(Shape.of(100, 783)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("Linear(784, 256) expects an input of shape [N, *, 784], got [100, 783]");
  }

  @Test
  void hasNoBackwardInEvaluation() {
    var linear = new Linear(1, 1, new Seed(0));
    Step step = linear.bind(Shape.of(1, 1), new Binding(Engine.create(1), Mode.EVAL, false));
    step.forward(Tensor.zeros(1, 1));
    assertThatThrownBy(() -> step.backward(Tensor.zeros(1, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bound for evaluation");
  }

  @Test
  void startsAsPyTorchDoes() {
    var linear = new Linear(100, 50, new Seed(1));
    for (float value : linear.weight().value().toArray()) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo(0.1f);
    }
    assertThat(linear.parameters()).extracting(p -> p.name()).containsExactly("weight", "bias");
  }
}
