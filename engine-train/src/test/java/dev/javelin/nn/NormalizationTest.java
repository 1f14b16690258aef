package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.kernels.Numbers;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * The normalisation layers in training. Groups have 6 numbers or more, since the deviation of a few
 * can be so small that rounding, divided by it, is no longer small.
 */
class NormalizationTest {
  private static final int TRIES = 40;

  @Property(tries = TRIES)
  void batchNormOfFeatures(
      @ForAll @IntRange(min = 6, max = 24) int batch,
      @ForAll @IntRange(min = 1, max = 40) int channels,
      @ForAll boolean affine,
      @ForAll long seed) {
    var layer = new BatchNorm1d(channels, 1e-5, OptionalDouble.of(0.1), affine, true);
    GradientAssert.assertGradients(layer, Shape.of(batch, channels), seed, 2);
  }

  @Property(tries = TRIES)
  void batchNormOfSequences(
      @ForAll @IntRange(min = 3, max = 6) int batch,
      @ForAll @IntRange(min = 1, max = 6) int channels,
      @ForAll @IntRange(min = 2, max = 19) int length,
      @ForAll boolean affine,
      @ForAll long seed) {
    var layer = new BatchNorm1d(channels, 1e-3, OptionalDouble.empty(), affine, false);
    GradientAssert.assertGradients(layer, Shape.of(batch, channels, length), seed, 2);
  }

  @Property(tries = TRIES)
  void batchNormOfImages(
      @ForAll @IntRange(min = 2, max = 4) int batch,
      @ForAll @IntRange(min = 1, max = 5) int channels,
      @ForAll @IntRange(min = 1, max = 5) int height,
      @ForAll @IntRange(min = 3, max = 7) int width,
      @ForAll boolean affine,
      @ForAll long seed) {
    var layer = new BatchNorm2d(channels, 1e-5, OptionalDouble.of(0.1), affine, true);
    GradientAssert.assertGradients(layer, Shape.of(batch, channels, height, width), seed, 2);
  }

  @Property(tries = TRIES)
  void layerNorm(
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 6, max = 40) int features,
      @ForAll boolean affine,
      @ForAll boolean bias,
      @ForAll long seed) {
    var layer = new LayerNorm(Shape.of(features), 1e-5, affine, bias);
    GradientAssert.assertGradients(layer, Shape.of(rows, features), seed, 2);
  }

  @Property(tries = TRIES)
  void layerNormOfSeveralAxes(
      @ForAll @IntRange(min = 1, max = 3) int batch,
      @ForAll @IntRange(min = 1, max = 3) int length,
      @ForAll @IntRange(min = 2, max = 5) int rows,
      @ForAll @IntRange(min = 3, max = 9) int columns,
      @ForAll long seed) {
    Shape input = Shape.of(batch, length, rows, columns);
    GradientAssert.assertGradients(new LayerNorm(rows, columns), input, seed, 2);
  }

  @Property(tries = TRIES)
  void rmsNorm(
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 6, max = 40) int features,
      @ForAll boolean affine,
      @ForAll long seed) {
    var layer = new RMSNorm(Shape.of(features), Math.ulp(1f), affine);
    GradientAssert.assertGradients(layer, Shape.of(rows, features), seed, 2);
  }

  @Property(tries = TRIES)
  void groupNorm(
      @ForAll @IntRange(min = 1, max = 4) int batch,
      @ForAll @IntRange(min = 1, max = 3) int groups,
      @ForAll @IntRange(min = 1, max = 3) int channelsOfGroup,
      @ForAll @IntRange(min = 6, max = 19) int length,
      @ForAll boolean affine,
      @ForAll long seed) {
    int channels = groups * channelsOfGroup;
    var layer = new GroupNorm(groups, channels, 1e-5, affine);
    GradientAssert.assertGradients(layer, Shape.of(batch, channels, length), seed, 2);
  }

  @Property(tries = TRIES)
  void groupNormOfFeatures(
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll @IntRange(min = 1, max = 4) int groups,
      @ForAll @IntRange(min = 6, max = 19) int channelsOfGroup,
      @ForAll long seed) {
    int channels = groups * channelsOfGroup;
    var layer = new GroupNorm(groups, channels);
    GradientAssert.assertGradients(layer, Shape.of(batch, channels), seed, 2);
  }

  /**
   * A mean of 10,000 and a deviation of 1: the inputs are multiples of 2^-10, so their deviations
   * are exact to about 2^-10 / 2^24 of the mean; a variance from sums of squares would be noise.
   */
  @Test
  void aLargeMeanDoesNotCancel() {
    int rows = 1000;
    int columns = 16;
    var random = new RandomStream(5, 0);
    Tensor x = Tensor.zeros(rows, columns);
    for (int i = 0; i < x.size(); i++) {
      x.set(i, (float) (10_000 + random.nextGaussian()));
    }
    double[] exact = GradientAssert.toDouble(x);
    var batchNorm = new BatchNorm1d(columns);
    var training = new Binding(Engine.create(1), Mode.TRAIN, true);
    Tensor y = batchNorm.bind(x.shape(), training).forward(x);
    double[] expected = NormalizationOracle.batchNorm(batchNorm, exact, x.shape(), new double[0][]);
    GradientAssert.assertClose("BatchNorm1d", y, expected);

    Tensor row = x.reshape(Shape.of(1, rows * columns));
    var layerNorm = new LayerNorm(rows * columns);
    Tensor z = layerNorm.bind(row.shape(), training).forward(row);
    GradientAssert.assertClose(
        "LayerNorm", z, NormalizationOracle.layerNorm(layerNorm, exact, new double[0][]));
  }

  /** A fresh layer each time: its first backward is the one that all threads begin together. */
  @Test
  void theFirstBackwardLosesNoGradient() {
    Shape shape = Shape.of(131, 301);
    var random = new RandomStream(1, 0);
    Tensor x = GradientAssert.random(shape, random);
    Tensor dy = GradientAssert.random(shape, random);
    List<float[]> expected = gradientsOfFirstBackward(x, dy, Engine.create(1));
    try (Engine three = Engine.create(3)) {
      for (int round = 0; round < 300; round++) {
        List<float[]> actual = gradientsOfFirstBackward(x, dy, three);
        for (int i = 0; i < expected.size(); i++) {
          Numbers.assertSameBits(actual.get(i), expected.get(i));
        }
      }
    }
  }

  private static List<float[]> gradientsOfFirstBackward(Tensor x, Tensor dy, Engine engine) {
    var layer = new BatchNorm1d(x.shape().dim(1));
    Step step = layer.bind(x.shape(), new Binding(engine, Mode.TRAIN, true));
    step.forward(x);
    step.backward(dy.copy());
    return layer.parameters().stream().map(p -> p.gradient().toArray()).toList();
  }

  @Test
  void equalNumbersBecomeZeros() {
    Tensor x = Tensor.full(Shape.of(7, 3), 1234.567f);
    var training = new Binding(Engine.create(1), Mode.TRAIN, true);
    assertThat(new BatchNorm1d(3).bind(x.shape(), training).forward(x).toArray()).containsOnly(0);
    assertThat(new LayerNorm(3).bind(x.shape(), training).forward(x).toArray()).containsOnly(0);
  }

  @Test
  void theSameInEvaluation() {
    Tensor x = GradientAssert.random(Shape.of(5, 12), new RandomStream(1, 0));
    for (var layer : new Layer[] {new LayerNorm(12), new RMSNorm(12), new GroupNorm(3, 12)}) {
      var training = new Binding(Engine.create(1), Mode.TRAIN, true);
      var evaluation = new Binding(Engine.create(1), Mode.EVAL, false);
      assertThat(layer.bind(x.shape(), evaluation).forward(x).toArray())
          .isEqualTo(layer.bind(x.shape(), training).forward(x).toArray());
    }
  }

  @Test
  void defaultsArePyTorchs() {
    assertThat(new LayerNorm(4).epsilon()).isEqualTo(1e-5);
    assertThat(new GroupNorm(2, 4).epsilon()).isEqualTo(1e-5);
    assertThat(new RMSNorm(4).epsilon()).isCloseTo(1.1920929e-07, within(1e-14));
    assertThat(new LayerNorm(2, 4).parameters())
        .extracting(p -> p.name() + p.value())
        .containsExactly(
            "weight" + Tensor.full(Shape.of(2, 4), 1), "bias" + Tensor.zeros(Shape.of(2, 4)));
    assertThat(new LayerNorm(Shape.of(4), 1e-5, true, false).parameters())
        .extracting(p -> p.name())
        .containsExactly("weight");
    assertThat(new RMSNorm(4).parameters()).extracting(p -> p.name()).containsExactly("weight");
    assertThat(new GroupNorm(2, 4).parameters())
        .extracting(p -> p.name())
        .containsExactly("weight", "bias");
  }

  @Test
  void namesItselfAndBothShapesWhenTheyDiffer() {
    assertThatThrownBy(() -> new LayerNorm(4, 5).outputShape(Shape.of(2, 5)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("LayerNorm([4, 5]) expects an input of shape [*, 4, 5], got [2, 5]");
    assertThatThrownBy(() -> new RMSNorm(4).outputShape(Shape.of(2, 5)))
        .hasMessage("RMSNorm([4]) expects an input of shape [*, 4], got [2, 5]");
    assertThatThrownBy(() -> new GroupNorm(2, 4).outputShape(Shape.of(2, 5, 4)))
        .hasMessage("GroupNorm(2, 4) expects an input of shape [N, 4, *], got [2, 5, 4]");
    assertThatThrownBy(() -> new GroupNorm(3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GroupNorm cannot split 4 channels into 3 groups");
    assertThatThrownBy(() -> new RMSNorm(Shape.of(4), -1, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RMSNorm expects an epsilon of 0 or more, got -1.0");
    assertThatThrownBy(() -> new LayerNorm()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyPlaceOfAGroupCounts() {
    // Two groups of two channels of three: [1, 4, 3].
    Tensor x = Tensor.zeros(1, 4, 3);
    IntStream.range(0, 12).forEach(i -> x.set(i, i < 6 ? i : 10 * i));
    var evaluation = new Binding(Engine.create(1), Mode.EVAL, false);
    Tensor y = new GroupNorm(2, 4).bind(x.shape(), evaluation).forward(x);
    // 0 to 5 have the mean 2.5 and the variance 35 / 12; the others are ten times as far apart.
    double first = -2.5 / Math.sqrt(35.0 / 12 + 1e-5);
    assertThat((double) y.get(0)).isCloseTo(first, within(1e-6));
    assertThat((double) y.get(6)).isCloseTo(-25 / Math.sqrt(3500.0 / 12 + 1e-5), within(1e-6));
  }
}
