package dev.javelin.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TensorTest {
  private final Tensor tensor = Tensor.of(new float[] {0, 1, 2, 3, 4, 5}, 3, 2);

  @Test
  void rowsAreAView() {
    Tensor rows = tensor.rows(1, 3);
    assertThat(rows.shape()).isEqualTo(Shape.of(2, 2));
    assertThat(rows.toArray()).containsExactly(2, 3, 4, 5);
    rows.set(0, 9);
    assertThat(tensor.get(2)).isEqualTo(9);
  }

  @Test
  void aViewHasViews() {
    Tensor row = tensor.rows(1, 3).rows(1, 2).reshape(Shape.of(2));
    assertThat(row.toArray()).containsExactly(4, 5);
    assertThat(row.offset()).isEqualTo(4);
    assertThat(row.array()).isSameAs(tensor.array());
  }

  @Test
  void theSameViewIsMadeOnce() {
    Tensor flat = tensor.reshape(Shape.of(6));
    Tensor wide = tensor.reshape(Shape.of(2, 3));
    assertThat(flat.shape()).isEqualTo(Shape.of(6));
    assertThat(wide.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(tensor.reshape(Shape.of(6))).isSameAs(flat);
    assertThat(tensor.reshape(Shape.of(2, 3))).isSameAs(wide);
  }

  @Test
  void copiesAreIndependent() {
    Tensor copy = tensor.rows(1, 2).copy();
    copy.set(0, 9);
    assertThat(tensor.get(2)).isEqualTo(2);
    tensor.rows(0, 1).copyFrom(copy);
    assertThat(tensor.toArray()).containsExactly(9, 3, 2, 3, 4, 5);
  }

  @Test
  void constructors() {
    assertThat(Tensor.zeros(2, 2).toArray()).containsExactly(0, 0, 0, 0);
    assertThat(Tensor.full(Shape.of(2), 7).toArray()).containsExactly(7, 7);
  }

  @Test
  void indicesAreThoseOfTheView() {
    Tensor row = tensor.rows(1, 2);
    assertThatThrownBy(() -> row.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> row.set(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tensor.rows(2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tensor.rows(1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shapesMustFit() {
    assertThatThrownBy(() -> Tensor.of(new float[3], 2, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tensor.reshape(Shape.of(5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tensor.copyFrom(Tensor.zeros(2, 3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void showsTheFirstElements() {
    assertThat(tensor).hasToString("Tensor[3, 2][0.0, 1.0, 2.0, 3.0, 4.0, 5.0]");
    assertThat(Tensor.zeros(9).toString()).endsWith("0.0, ...]");
  }
}
