package dev.javelin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.javelin.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

final class ConvProblemTest {
  @Test
  void readsNames() {
    var problem = new ConvProblem("2x4x6x7-8-k3s2p1g4");
    assertThat(problem.convolution()).isEqualTo(new Convolution(4, 8, 3, 2, 1, 4));
    assertThat(problem.x().shape()).isEqualTo(Shape.of(2, 4, 6, 7));
    assertThat(problem.dy().shape()).isEqualTo(Shape.of(2, 8, 3, 4));
    assertThat(problem.weight().value().shape()).isEqualTo(Shape.of(8, 1, 3, 3));
    assertThatThrownBy(() -> new ConvProblem("2x4x6-8-k3s2p1g4"))
        .hasMessage("not a convolution: 2x4x6-8-k3s2p1g4");
  }

  @Test
  void countsTheOperationsOnPixelsOnly() {
    // Of 3 outputs over 6 rows, the first has one tap on the padding; of 4 over 7, also the last.
    var problem = new ConvProblem("2x4x6x7-8-k3s2p1g4");
    assertThat(problem.forwardFlops()).isEqualTo(2.0 * 2 * 8 * (3 * 3 - 1) * (4 * 3 - 2));
    assertThat(problem.backwardFlops()).isEqualTo(2 * problem.forwardFlops());
    // A kernel wider than the image.
    assertThat(new ConvProblem("1x1x2x2-1-k5s1p2g1").forwardFlops()).isEqualTo(2.0 * 4 * 4);
  }

  @Test
  void everyConvolutionAskedForHasAGoodName() throws NoSuchFieldException {
    String[] names = ConvShapes.class.getField("convolution").getAnnotation(Param.class).value();
    assertThat(names)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThatCode(() -> new ConvProblem(name)).doesNotThrowAnyException());
  }

  @Test
  void refusesWrongNumbers() {
    var problem = new ConvProblem("1x1x2x2-1-k1s1p0g1");
    float[] zeros = new float[4];
    assertThatThrownBy(() -> problem.check(zeros, zeros, new float[1], new float[1]))
        .hasMessageStartingWith("output: number ");
  }
}
