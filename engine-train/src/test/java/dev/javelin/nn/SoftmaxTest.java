package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.javelin.Engine;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.plan.Axis;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Softmax, Softmin and LogSoftmax. */
class SoftmaxTest {
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float NAN = Float.NaN;

  @Property(tries = 90)
  void gradientsAreThoseOfCentralDifferences(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 6) Integer> lengths,
      @ForAll @IntRange(min = -1, max = 3) int dim,
      @ForAll @IntRange(min = 0, max = 2) int which,
      @ForAll long seed) {
    Shape shape = Shape.of(lengths.stream().mapToInt(length -> length).toArray());
    int axis = Math.min(dim, shape.rank() - 1);
    Layer layer = layer(which, axis);
    GradientAssert.assertGradients(
        layer, shape, seed, 2, (x, parameters) -> definition(which, Axis.of("", shape, axis), x));
  }

  private static Layer layer(int which, int dim) {
    return switch (which) {
      case 0 -> new Softmax(dim);
      case 1 -> new Softmin(dim);
      default -> new LogSoftmax(dim);
    };
  }

  private static double[] definition(int which, Axis axis, double[] x) {
    double sign = which == 1 ? -1 : 1;
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int first = i / axis.block() * axis.block() + i % axis.inner();
      double sum = 0;
      for (int j = first; j < first + axis.block(); j += axis.inner()) {
        sum += Math.exp(sign * x[j]);
      }
      y[i] = which == 2 ? x[i] - Math.log(sum) : Math.exp(sign * x[i]) / sum;
    }
    return y;
  }

  @Test
  void threadsAndVectorsDoNotShow() {
    for (int which = 0; which < 3; which++) {
      for (int dim = 0; dim < 3; dim++) {
        Layer layer = layer(which, dim);
        SameBits.assertSameBits(() -> layer, Shape.of(9, 61, 83), dim);
      }
    }
  }

  @Test
  void hardRows() {
    float[][] rows = {
      {1e30f, 0, -1e30f}, {-INF, 0, 0}, {-INF, -INF, -INF}, {INF, 0, 0}, {NAN, 0, 0}, {-200, 0, 0}
    };
    float[] x = new float[18];
    for (int row = 0; row < 6; row++) {
      System.arraycopy(rows[row], 0, x, 3 * row, 3);
    }
    assertThat(apply(new Softmax(-1), x))
        .containsExactly(
            1, 0, 0, 0, 0.5f, 0.5f, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0, 0.5f, 0.5f);
    float half = (float) Math.log(0.5);
    assertThat(apply(new LogSoftmax(-1), x))
        .containsExactly(
            0,
            -1e30f,
            -2e30f,
            -INF,
            half,
            half,
            NAN,
            NAN,
            NAN,
            NAN,
            NAN,
            NAN,
            NAN,
            NAN,
            NAN,
            -200 + half,
            half,
            half);
    assertThat(apply(new Softmin(1), new float[] {1e30f, 0, -1e30f})).containsExactly(0, 0, 1);
  }

  private static float[] apply(Layer layer, float[] x) {
    var binding = new Binding(Engine.create(1), Mode.EVAL, false);
    Shape shape = Shape.of(x.length / 3, 3);
    return layer.bind(shape, binding).forward(Tensor.of(x, x.length / 3, 3)).toArray();
  }

  @Test
  void namesTheAxisThatIsMissing() {
    assertThatThrownBy(() -> new Softmax(2).outputShape(Shape.of(4, 5)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("Softmax[dim=2] expects an input of shape of 3 or more axes, got [4, 5]");
    assertThatThrownBy(() -> new Softmin(-3).outputShape(Shape.of(4, 5)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("3 or more axes");
  }

  @Test
  void hasNoBackwardInEvaluation() {
    var step =
        new LogSoftmax(1).bind(Shape.of(1, 2), new Binding(Engine.create(1), Mode.EVAL, false));
    step.forward(Tensor.zeros(1, 2));
    assertThatThrownBy(() -> step.backward(Tensor.zeros(1, 2)))
        .isInstanceOf(IllegalStateException.class);
  }
}
