package dev.javelin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.javelin.kernels.GemmShape;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

final class GemmProblemTest {
  @Test
  void readsNames() {
    var problem = new GemmProblem("3x4x5-TN");
    assertThat(problem.shape()).isEqualTo(GemmShape.dense(3, 4, 5, true, false));
    assertThat(problem.a().shape().toArray()).containsExactly(5, 3);
    assertThat(problem.b().shape().toArray()).containsExactly(5, 4);
    assertThat(problem.flops()).isEqualTo(120);
    assertThatThrownBy(() -> new GemmProblem("3x4-TN")).hasMessage("not a shape: 3x4-TN");
  }

  @Test
  void everyShapeAskedForHasAGoodName() throws NoSuchFieldException {
    String[] names = GemmShapes.class.getField("shape").getAnnotation(Param.class).value();
    assertThat(names)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("(\\d+x){2}\\d+-[NT]{2}"));
  }

  @Test
  void refusesAWrongProduct() {
    assertThatThrownBy(() -> new GemmProblem("3x4x5-TN").check(new float[12]))
        .hasMessageStartingWith("product: number ");
  }
}
