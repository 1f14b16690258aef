package dev.javelin.optim.swa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.data.Batch;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.nn.BatchNorm1d;
import dev.javelin.nn.BatchNorm2d;
import dev.javelin.nn.Linear;
import dev.javelin.nn.Residual;
import dev.javelin.nn.Sequential;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SwaUtilsTest {
  private static final OptionalDouble HALF = OptionalDouble.of(0.5);

  private final Engine engine = Engine.create(1);
  private final BatchNorm1d outer = new BatchNorm1d(1, 1e-5, HALF, true, true);
  private final BatchNorm1d inner = new BatchNorm1d(1);
  private final Sequential model = new Sequential(outer, new Residual(inner));

  private static Batch batch(float... inputs) {
    return new Batch(Tensor.of(inputs, inputs.length, 1), Tensor.zeros(inputs.length));
  }

  private static float buffer(BatchNorm1d layer, int index) {
    return layer.buffers().get(index).value().get(0);
  }

  @Test
  void statisticsAreThePlainAveragesOfTheBatches() {
    model.forward(Tensor.of(new float[] {100, 200}, 2, 1));

    // Means 3 and 15, unbiased variances 8 / 2 and 50 / 1.
    SwaUtils.updateBn(List.of(batch(1, 3, 5), batch(10, 20)), model, engine);

    assertThat(buffer(outer, 0)).isEqualTo(9);
    assertThat(buffer(outer, 1)).isEqualTo(27);
    assertThat(buffer(outer, 2)).isEqualTo(2);
    // What it is given has the mean 0 and the biased variance 1 less a share of epsilon.
    assertThat(buffer(inner, 0)).isCloseTo(0, within(1e-6f));
    assertThat(buffer(inner, 1)).isCloseTo((3f / 2 + 2f / 1) / 2, within(1e-5f));
    assertThat(outer.momentum()).isEqualTo(HALF);
    assertThat(inner.momentum()).hasValue(0.1);
  }

  @Test
  void imagesToo() {
    var norm = new BatchNorm2d(1);
    Batch images = new Batch(Tensor.of(new float[] {1, 3, 5}, 1, 1, 3, 1), Tensor.zeros(1));
    SwaUtils.updateBn(List.of(images), new Sequential(norm), engine);
    assertThat(norm.buffers()).extracting(b -> b.value().get(0)).containsExactly(3f, 4f, 1f);
    assertThat(norm.momentum()).hasValue(0.1);
  }

  @Test
  void theMomentumCountsAgainAfterwards() {
    SwaUtils.updateBn(List.of(batch(1, 3, 5)), model, engine);
    model.forward(batch(10, 20).inputs());
    assertThat(buffer(outer, 0)).isEqualTo(9);
    model.forward(batch(10, 20).inputs());
    assertThat(buffer(outer, 0)).isEqualTo(12);
  }

  @Test
  void theMomentumComesBackAfterAnError() {
    Batch wide = new Batch(Tensor.zeros(2, 3), Tensor.zeros(2));
    assertThatThrownBy(() -> SwaUtils.updateBn(List.of(wide), model, engine))
        .isInstanceOf(ShapeMismatchException.class);
    assertThat(outer.momentum()).isEqualTo(HALF);
  }

  @Test
  void aModelWithoutBatchNormalisationNeedsNoBatch() {
    Iterable<Batch> none =
        () -> {
          throw new AssertionError("asked for a batch");
        };
    SwaUtils.updateBn(none, new Sequential(new Linear(1, 1, new Seed(1))), engine);
    var untracked = new BatchNorm1d(1, 1e-5, HALF, true, false);
    SwaUtils.updateBn(List.of(batch(1, 3)), untracked, engine);
    assertThat(untracked.momentum()).isEmpty();
  }
}
