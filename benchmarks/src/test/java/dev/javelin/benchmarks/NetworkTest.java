package dev.javelin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.tensor.Shape;
import org.junit.jupiter.api.Test;

final class NetworkTest {
  @Test
  void countsTheOperationsOfTheLesson() {
    assertThat(Network.MNIST_NN.forwardFlops(100)).isEqualTo(53_760_000);
    assertThat(Network.MNIST_NN.stepFlops(100)).isEqualTo(121_139_200);
  }

  @Test
  void countsTheOperationsOfConvolutionsOnPixelsOnly() {
    double first = 2.0 * 100 * 1 * 32 * (3 * 28 - 2) * (3 * 28 - 2);
    double second = 2.0 * 100 * 32 * 64 * (3 * 14 - 2) * (3 * 14 - 2);
    double last = 2.0 * 100 * 3136 * 10;
    assertThat(Network.MNIST_CNN.forwardFlops(100)).isEqualTo(first + second + last);
    assertThat(Network.MNIST_CNN.stepFlops(100)).isEqualTo(2 * first + 3 * (second + last));
  }

  @Test
  void modelsTakeImagesAndGiveLogits() {
    for (Network network : Network.values()) {
      assertThat(network.model().outputShape(network.input(100))).isEqualTo(Shape.of(100, 10));
    }
  }
}
