package dev.javelin.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.Engine;
import dev.javelin.data.TensorDataset;
import dev.javelin.nn.Activations;
import dev.javelin.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AccuracyTest {
  @Test
  void countsRowsThatAreLargestAtTheirTarget() {
    Tensor predictions = Tensor.of(new float[] {1, 2, 3, 5, 4, 4, 0, 9, 0}, 3, 3);
    Tensor targets = Tensor.of(new float[] {2, 0, 0}, 3);
    assertThat(Accuracy.correct(predictions, targets)).isEqualTo(2);
  }

  @Test
  void goesThroughTheWholeDataSet() {
    // More than one batch of evaluation, the last of them partial; every third prediction is wrong.
    int size = 2501;
    Tensor inputs = Tensor.zeros(size, 2);
    Tensor targets = Tensor.zeros(size);
    for (int i = 0; i < size; i++) {
      inputs.set(2 * i + i % 2, 1);
      targets.set(i, i % 3 == 0 ? 1 - i % 2 : i % 2);
    }
    double accuracy =
        Accuracy.of(
            new Activations.Identity(), new TensorDataset(inputs, targets), Engine.create(1));
    assertThat(accuracy).isEqualTo(1667.0 / 2501);
  }
}
