package dev.javelin.optim.swa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.nn.BatchNorm1d;
import dev.javelin.nn.Linear;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Tensor;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AveragedModelTest {
  /** Each update rounds numbers below 1 by 2^-24 a few times. */
  private static final double ROUNDING = 30 * 0x1p-23;

  private static void redraw(Linear model, RandomStream random) {
    for (var parameter : model.parameters()) {
      for (int i = 0; i < parameter.value().size(); i++) {
        parameter.value().set(i, 2 * random.nextFloat() - 1);
      }
    }
  }

  @Property(tries = 20)
  void isTheMeanOfAllOrOneThatDecays(
      @ForAll @IntRange(min = 1, max = 30) int updates, @ForAll boolean ema, @ForAll long seed) {
    var model = new Linear(7, 5, new Seed(seed));
    var twin = new Linear(7, 5, new Seed(seed + 1));
    var averaged = new AveragedModel<>(twin, ema ? Averaging.ema(0.9) : Averaging.swa());
    var random = new RandomStream(seed, 0);
    double[] expected = new double[35];
    for (int n = 0; n < updates; n++) {
      redraw(model, random);
      long version = twin.weight().version();
      averaged.updateParameters(model);
      assertThat(twin.weight().version()).isGreaterThan(version);
      Tensor weight = model.weight().value();
      for (int i = 0; i < 35; i++) {
        double share = n == 0 ? 1 : ema ? 0.1 : 1.0 / (n + 1);
        expected[i] += share * (weight.get(i) - expected[i]);
      }
    }
    assertThat(averaged.averaged()).isEqualTo(updates);
    for (int i = 0; i < 35; i++) {
      assertThat((double) averaged.module().weight().value().get(i))
          .isCloseTo(expected[i], within(ROUNDING));
    }
  }

  @Test
  void buffersAreCopiedOrAveraged() {
    assertThat(buffersAfterTwo(false)).containsExactly(3, 2, 5);
    assertThat(buffersAfterTwo(true)).containsExactly(2, 3, 4);
  }

  private static float[] buffersAfterTwo(boolean useBuffers) {
    var model = new BatchNorm1d(1);
    var averaged = new AveragedModel<>(new BatchNorm1d(1), Averaging.swa(), useBuffers);
    for (float[] values : new float[][] {{1, 4, 3}, {3, 2, 5}}) {
      for (int i = 0; i < 3; i++) {
        model.buffers().get(i).value().set(0, values[i]);
      }
      averaged.updateParameters(model);
    }
    float[] buffers = new float[3];
    for (int i = 0; i < 3; i++) {
      buffers[i] = averaged.module().buffers().get(i).value().get(0);
    }
    return buffers;
  }

  @Test
  void theNumberOfThreadsDoesNotShow() {
    assertThat(averageOn(3)).isEqualTo(averageOn(1));
  }

  private static float[] averageOn(int threads) {
    var model = new Linear(200, 300, new Seed(1));
    var random = new RandomStream(1, 0);
    try (Engine engine = Engine.create(threads)) {
      var averaged = new AveragedModel<>(new Linear(200, 300, new Seed(2))).to(engine);
      for (int n = 0; n < 3; n++) {
        redraw(model, random);
        averaged.updateParameters(model);
      }
      return averaged.module().weight().value().toArray();
    }
  }

  @Test
  void refusesTheModelInTraining() {
    var model = new Linear(3, 2, new Seed(1));
    var averaged = new AveragedModel<>(model);
    assertThatThrownBy(() -> averaged.updateParameters(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a model of its own");
  }

  @Test
  void refusesAnotherModel() {
    var averaged = new AveragedModel<>(new Linear(3, 2, new Seed(1)));
    assertThatThrownBy(() -> averaged.updateParameters(new Linear(2, 2, new Seed(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weight[2, 3]")
        .hasMessageContaining("weight[2, 2]");
    var untracked = new BatchNorm1d(2, 1e-5, OptionalDouble.empty(), true, false);
    assertThatThrownBy(() -> new AveragedModel<>(new BatchNorm1d(2)).updateParameters(untracked))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("buffers [running_mean[2], running_var[2], num_batches_tracked[]]");
    assertThatThrownBy(() -> Averaging.ema(1.5)).isInstanceOf(IllegalArgumentException.class);
  }
}
