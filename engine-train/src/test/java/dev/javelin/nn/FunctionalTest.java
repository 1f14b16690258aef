package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.javelin.Engine;
import dev.javelin.formula.Expr;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import org.junit.jupiter.api.Test;

class FunctionalTest {
  private final Functional f = new Functional(Engine.create(1));
  private final Tensor a = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

  @Test
  void multipliesMatrices() {
    Tensor b = Tensor.of(new float[] {1, 0, 0, 1, 1, 1}, 3, 2);
    assertThat(f.matmul(a, b).toArray()).containsExactly(4, 5, 10, 11);
    assertThat(f.matmul(a, true, a, false).shape()).isEqualTo(Shape.of(3, 3));
    assertThat(f.matmul(a, false, a, true).toArray()).containsExactly(14, 32, 32, 77);
    assertThatThrownBy(() -> f.matmul(a, a))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("[3, n], got [2, 3]");
  }

  @Test
  void mapsAndZips() {
    Tensor row = Tensor.of(new float[] {10, 20, 30}, 3);
    assertThat(f.zip(a, row, Expr::plus).toArray()).containsExactly(11, 22, 33, 14, 25, 36);
    assertThat(f.zip(a, a, Expr::minus).toArray()).containsOnly(0);
    assertThat(f.map(a, x -> x.times(2)).toArray()).containsExactly(2, 4, 6, 8, 10, 12);
    assertThatThrownBy(() -> f.zip(a, Tensor.zeros(2), Expr::plus))
        .isInstanceOf(ShapeMismatchException.class);
  }

  @Test
  void averagesRows() {
    assertThat(f.meanOfRows(a).toArray()).containsExactly(2.5f, 3.5f, 4.5f);
  }
}
