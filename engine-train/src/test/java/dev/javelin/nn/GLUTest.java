package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GLUTest {
  @Property(tries = 60)
  void gradientsAreThoseOfCentralDifferences(
      @ForAll @IntRange(min = 1, max = 6) int n,
      @ForAll @IntRange(min = 1, max = 20) int half,
      @ForAll @IntRange(min = 1, max = 5) int inner,
      @ForAll boolean fromTheLast,
      @ForAll long seed) {
    int block = half * inner;
    GradientAssert.assertGradients(
        new GLU(fromTheLast ? -2 : 1),
        Shape.of(n, 2 * half, inner),
        seed,
        2,
        (x, parameters) -> {
          double[] y = new double[n * block];
          for (int i = 0; i < y.length; i++) {
            int a = i / block * 2 * block + i % block;
            y[i] = x[a] / (1 + Math.exp(-x[a + block]));
          }
          return y;
        });
  }

  @Test
  void threadsAndVectorsDoNotShow() {
    SameBits.assertSameBits(() -> new GLU(), Shape.of(37, 602), 1);
    SameBits.assertSameBits(() -> new GLU(0), Shape.of(2, 15_001), 2);
  }

  @Test
  void halvesTheLastAxisByDefault() {
    assertThat(new GLU().outputShape(Shape.of(3, 4, 6))).isEqualTo(Shape.of(3, 4, 3));
    assertThatThrownBy(() -> new GLU().outputShape(Shape.of(4, 5)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("GLU[dim=-1] expects an input of shape whose axis -1 is even, got [4, 5]");
    assertThatThrownBy(() -> new GLU(2).outputShape(Shape.of(4, 6)))
        .isInstanceOf(ShapeMismatchException.class);
  }
}
