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
  void modelsTakeImagesAndGiveLogits() {
    for (Network network : Network.values()) {
      assertThat(network.model().outputShape(Shape.of(100, 784))).isEqualTo(Shape.of(100, 10));
    }
  }
}
