package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.javelin.Engine;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Mode;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PReLUTest {
  @Property(tries = 60)
  void gradientsAreThoseOfCentralDifferences(
      @ForAll @IntRange(min = 1, max = 6) int batch,
      @ForAll @IntRange(min = 1, max = 20) int channels,
      @ForAll @IntRange(min = 1, max = 5) int inner,
      @ForAll boolean single,
      @ForAll long seed) {
    GradientAssert.assertGradients(
        new PReLU(single ? 1 : channels),
        Shape.of(batch, channels, inner),
        seed,
        2,
        (x, parameters) -> {
          double[] y = new double[x.length];
          for (int i = 0; i < x.length; i++) {
            double slope = parameters[0][single ? 0 : i / inner % channels];
            y[i] = x[i] > 0 ? x[i] : slope * x[i];
          }
          return y;
        });
  }

  @Test
  void threadsAndVectorsDoNotShow() {
    SameBits.assertSameBits(() -> new PReLU(61), Shape.of(19, 61, 29), 1);
    SameBits.assertSameBits(() -> new PReLU(), Shape.of(30_001), 2);
  }

  @Test
  void startsAsPyTorchDoes() {
    var layer = new PReLU();
    assertThat(layer.weight().value().toArray()).containsExactly(0.25f);
    assertThat(layer.parameters()).extracting(p -> p.name()).containsExactly("weight");
    assertThat(new PReLU(2, -0.5).weight().value().toArray()).containsExactly(-0.5f, -0.5f);
  }

  @Test
  void takesUpAChangedSlope() {
    var layer = new PReLU();
    var step = layer.bind(Shape.of(2), new Binding(Engine.create(1), Mode.EVAL, false));
    Tensor x = Tensor.of(new float[] {-4, 3}, 2);
    assertThat(step.forward(x).toArray()).containsExactly(-1, 3);
    layer.weight().value().set(0, 0.5f);
    layer.weight().changed();
    assertThat(step.forward(x).toArray()).containsExactly(-2, 3);
  }

  @Test
  void namesItselfWhenChannelsDiffer() {
    assertThatThrownBy(() -> new PReLU(3).outputShape(Shape.of(4, 5)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("PReLU(3) expects an input of shape [N, 3, ...], got [4, 5]");
    assertThatThrownBy(() -> new PReLU(3).outputShape(Shape.of(3)))
        .isInstanceOf(ShapeMismatchException.class);
    assertThatThrownBy(() -> new PReLU(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 0");
  }
}
