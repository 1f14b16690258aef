package dev.javelin.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ShapeTest {
  @Test
  void sizeIsTheProductOfTheAxes() {
    assertThat(Shape.of(2, 3, 4).size()).isEqualTo(24);
    assertThat(Shape.of().size()).isEqualTo(1);
    assertThat(Shape.of().rank()).isZero();
  }

  @Test
  void negativeAxesCountFromTheLast() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.dim(0)).isEqualTo(2);
    assertThat(shape.dim(-1)).isEqualTo(4);
  }

  @Test
  void changedAxes() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.withFirst(7)).isEqualTo(Shape.of(7, 3, 4));
    assertThat(shape.with(-1, 7)).isEqualTo(Shape.of(2, 3, 7));
    assertThat(shape.with(1, 7)).isEqualTo(Shape.of(2, 7, 4));
    assertThat(shape.withoutFirst()).isEqualTo(Shape.of(3, 4));
  }

  @Test
  void arraysAreCopied() {
    int[] dims = {2, 3};
    Shape shape = Shape.of(dims);
    dims[0] = 9;
    shape.toArray()[1] = 9;
    assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
  }

  @Test
  void axesMustBeOneOrMore() {
    assertThatThrownBy(() -> Shape.of(3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[3, 0]");
  }

  @Test
  void moreElementsThanAnArrayHoldsAreAnError() {
    assertThatThrownBy(() -> Shape.of(1 << 20, 1 << 20, 1 << 20, 1 << 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more elements");
  }

  @Test
  void readsAsInPyTorch() {
    assertThat(Shape.of(100, 784)).hasToString("[100, 784]");
  }
}
