package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Buffer;
import dev.javelin.Engine;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Mode;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Running statistics and evaluation; gradients are in {@link NormalizationTest}. */
class BatchNorm1dTest {
  private final Engine engine = Engine.create(1);
  private final Binding training = new Binding(engine, Mode.TRAIN, true);
  private final Binding evaluation = new Binding(engine, Mode.EVAL, false);

  /** Channel 0 has the mean 3 and the unbiased variance 8 / 2 = 4, channel 1 has 10 and 0. */
  private final Tensor batch = Tensor.of(new float[] {1, 10, 3, 10, 5, 10}, 3, 2);

  private static float[] buffer(BatchNorm1d layer, String name) {
    return layer.buffers().stream()
        .filter(buffer -> buffer.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value()
        .toArray();
  }

  @Test
  void keepsRunningStatistics() {
    var layer = new BatchNorm1d(2);
    Step step = layer.bind(batch.shape(), training);
    step.forward(batch);
    assertThat(buffer(layer, "running_mean")).containsExactly(0.3f, 1);
    assertThat(buffer(layer, "running_var")).containsExactly(0.9f + 0.4f, 0.9f);
    assertThat(buffer(layer, "num_batches_tracked")).containsExactly(1);

    step.forward(batch);
    // 0.9 * 0.3 + 0.1 * 3 and 0.9 * 1.3 + 0.1 * 4
    assertThat(buffer(layer, "running_mean"))
        .containsExactly(new float[] {0.57f, 1.9f}, within(1e-6f));
    assertThat(buffer(layer, "running_var"))
        .containsExactly(new float[] {1.57f, 0.81f}, within(1e-6f));
    assertThat(buffer(layer, "num_batches_tracked")).containsExactly(2);
  }

  @Test
  void withoutMomentumTheyAreTheAverageOfAllBatches() {
    var layer = new BatchNorm1d(2, 1e-5, OptionalDouble.empty(), true, true);
    Step step = layer.bind(batch.shape(), training);
    step.forward(batch);
    assertThat(buffer(layer, "running_mean")).containsExactly(3, 10);
    assertThat(buffer(layer, "running_var")).containsExactly(4, 0);

    step.forward(Tensor.of(new float[] {0, 1, 0, 2, 0, 3}, 3, 2));
    assertThat(buffer(layer, "running_mean")).containsExactly(1.5f, 6);
    assertThat(buffer(layer, "running_var")).containsExactly(2, 0.5f);
  }

  @Test
  void sequencesCountEveryPlace() {
    var layer = new BatchNorm1d(1, 1e-5, OptionalDouble.of(1), true, true);
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 9}, 2, 1, 3);
    layer.bind(x.shape(), training).forward(x);
    assertThat(buffer(layer, "running_mean")).containsExactly(4);
    // (9 + 4 + 1 + 0 + 1 + 25) / 5
    assertThat(buffer(layer, "running_var")).containsExactly(8);
  }

  @Property(tries = 40)
  void evaluationIsByTheRunningStatistics(
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll @IntRange(min = 1, max = 40) int channels,
      @ForAll @IntRange(min = 0, max = 9) int length,
      @ForAll boolean affine,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    var layer = new BatchNorm1d(channels, 1e-5, OptionalDouble.of(0.1), affine, true);
    for (Buffer buffer : layer.buffers()) {
      // Any mean, and variances from 1 / 4 on.
      Tensor value = buffer.value();
      for (int i = 0; i < value.size(); i++) {
        value.set(i, 0.25f + random.nextFloat());
      }
    }
    layer
        .parameters()
        .forEach(p -> p.value().copyFrom(GradientAssert.random(p.value().shape(), random)));
    Shape shape = length == 0 ? Shape.of(batch, channels) : Shape.of(batch, channels, length);
    Tensor x = GradientAssert.random(shape, random);
    double[] expected = new double[x.size()];
    for (int i = 0; i < x.size(); i++) {
      int c = i / Math.max(1, length) % channels;
      double mean = buffer(layer, "running_mean")[c];
      double variance = buffer(layer, "running_var")[c];
      double weight = affine ? layer.parameters().get(0).value().get(c) : 1;
      double bias = affine ? layer.parameters().get(1).value().get(c) : 0;
      expected[i] = (x.get(i) - mean) / Math.sqrt(variance + 1e-5) * weight + bias;
    }
    List<float[]> before = layer.buffers().stream().map(b -> b.value().toArray()).toList();
    GradientAssert.assertClose("output", layer.bind(shape, evaluation).forward(x), expected);
    assertThat(layer.buffers().stream().map(b -> b.value().toArray()).toList())
        .as("evaluation leaves the running statistics alone")
        .usingRecursiveComparison()
        .isEqualTo(before);
  }

  @Test
  void anEvaluationPlanSeesWhatTrainingPlansLearned() {
    var layer = new BatchNorm1d(2, 0, OptionalDouble.of(1), true, true);
    Step eval = layer.bind(Shape.of(1, 2), evaluation);
    Tensor x = Tensor.of(new float[] {5, 1}, 1, 2);
    assertThat(eval.forward(x).toArray()).containsExactly(5, 1);
    Tensor other = Tensor.of(new float[] {1, 0, 5, 2, 3, 1}, 3, 2);
    layer.bind(batch.shape(), training).forward(other);
    // (5 - 3) / sqrt(4) and (1 - 1) / sqrt(1)
    assertThat(eval.forward(x).toArray()).containsExactly(1, 0);
  }

  @Test
  void withoutRunningStatisticsEvaluationIsByTheBatch() {
    var layer = new BatchNorm1d(2, 1e-5, OptionalDouble.of(0.1), true, false);
    assertThat(layer.buffers()).isEmpty();
    assertThat(layer.bind(batch.shape(), evaluation).forward(batch).toArray())
        .isEqualTo(layer.bind(batch.shape(), training).forward(batch).toArray());
  }

  @Test
  void containersPassBuffersAndParametersOn() {
    var norm = new BatchNorm1d(3);
    var model = new Sequential(new Residual(new Parallel(new Sequential(norm))));
    assertThat(model.buffers()).isEqualTo(norm.buffers()).hasSize(3);
    assertThat(model.parameters()).isEqualTo(norm.parameters()).hasSize(2);
  }

  @Test
  void aSingleValuePerChannelCannotBeNormalised() {
    var layer = new BatchNorm1d(4);
    assertThatThrownBy(() -> layer.bind(Shape.of(1, 4), training))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage(
            "BatchNorm1d(4) in training expects an input of shape [N, 4] or [N, 4, L] with more"
                + " than 1 value per channel, got [1, 4]");
    assertThat(layer.bind(Shape.of(1, 4), evaluation).forward(Tensor.zeros(1, 4)).toArray())
        .containsOnly(0);
    assertThatThrownBy(
            () -> new Sequential(new Linear(2, 4, new Seed(1)), layer).forward(Tensor.zeros(1, 2)))
        .isInstanceOf(ShapeMismatchException.class);
  }

  @Test
  void namesItselfAndBothShapesWhenTheyDiffer() {
    assertThatThrownBy(() -> new BatchNorm1d(4).outputShape(Shape.of(7, 5)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("BatchNorm1d(4) expects an input of shape [N, 4] or [N, 4, L], got [7, 5]");
    assertThatThrownBy(() -> new BatchNorm1d(4).outputShape(Shape.of(7, 4, 2, 2)))
        .isInstanceOf(ShapeMismatchException.class);
    assertThatThrownBy(() -> new BatchNorm1d(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void imagesAreNormalisedAsSequencesOfTheirPixels() {
    Tensor x = GradientAssert.random(Shape.of(3, 4, 5, 7), new RandomStream(1, 0));
    Tensor flat = x.reshape(Shape.of(3, 4, 35));
    var images = new BatchNorm2d(4);
    var sequences = new BatchNorm1d(4);
    for (Binding binding : List.of(training, evaluation)) {
      assertThat(images.bind(x.shape(), binding).forward(x).toArray())
          .isEqualTo(sequences.bind(flat.shape(), binding).forward(flat).toArray());
    }
    assertThat(images.buffers().stream().map(b -> b.value().toArray()).toList())
        .usingRecursiveComparison()
        .isEqualTo(sequences.buffers().stream().map(b -> b.value().toArray()).toList());
  }

  @Test
  void imagesHaveTwoAxesMore() {
    var layer = new BatchNorm2d(4);
    assertThatThrownBy(() -> layer.outputShape(Shape.of(7, 4, 2)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("BatchNorm2d(4) expects an input of shape [N, 4, H, W], got [7, 4, 2]");
    assertThatThrownBy(() -> layer.bind(Shape.of(1, 4, 1, 1), training))
        .hasMessage(
            "BatchNorm2d(4) in training expects an input of shape [N, 4, H, W] with more than 1"
                + " value per channel, got [1, 4, 1, 1]");
    assertThatThrownBy(() -> new BatchNorm2d(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("BatchNorm2d(0) has no channels");
  }

  @Test
  void hasNoBackwardInEvaluation() {
    Step step = new BatchNorm1d(2).bind(batch.shape(), evaluation);
    step.forward(batch);
    assertThatThrownBy(() -> step.backward(batch))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bound for evaluation");
  }
}
