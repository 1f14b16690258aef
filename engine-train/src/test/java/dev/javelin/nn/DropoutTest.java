package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DropoutTest {
  private static final Shape LARGE = Shape.of(200, 500);
  // Five standard errors of a mean of 100,000 numbers with deviation 1.
  private static final double FIVE_SIGMA = 5 / Math.sqrt(100_000);

  private final Engine engine = Engine.create(1);
  private final Binding training = new Binding(engine, Mode.TRAIN, true);
  private final Binding evaluation = new Binding(engine, Mode.EVAL, false);

  @Property(tries = 40)
  void gradientsAreThoseOfCentralDifferences(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 90) int features,
      @ForAll @DoubleRange(min = 0, max = 0.9) double p,
      @ForAll long seed) {
    Shape shape = Shape.of(batch, features);
    GradientAssert.assertGradients(new Dropout(p, new Seed(seed)), shape, seed, 2);
    GradientAssert.assertGradients(new AlphaDropout(p, new Seed(seed)), shape, seed, 2);
  }

  @Property(tries = 40)
  void gradientsOfWholeChannels(
      @ForAll @IntRange(min = 1, max = 4) int batch,
      @ForAll @IntRange(min = 1, max = 9) int channels,
      @ForAll @IntRange(min = 1, max = 5) int height,
      @ForAll @IntRange(min = 1, max = 7) int width,
      @ForAll @DoubleRange(min = 0, max = 0.9) double p,
      @ForAll long seed) {
    Shape shape = Shape.of(batch, channels, height, width);
    GradientAssert.assertGradients(new Dropout2d(p, new Seed(seed)), shape, seed, 2);
  }

  @Property(tries = 20)
  void channelsAreDroppedWholeEachSampleItsOwn(
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double p,
      @ForAll @IntRange(max = 999) int seed) {
    int planes = 200 * 500;
    Tensor x = Tensor.full(Shape.of(200, 500, 1, 3), 2);
    float[] y = forward(new Dropout2d(p, new Seed(seed)), x);
    int dropped = 0;
    for (int plane = 0; plane < planes; plane++) {
      float first = y[3 * plane];
      assertThat(y[3 * plane + 1]).isEqualTo(first);
      assertThat(y[3 * plane + 2]).isEqualTo(first);
      dropped += first == 0 ? 1 : 0;
    }
    double deviation = Math.sqrt(p * (1 - p));
    assertThat((double) dropped / planes).isCloseTo(p, within(FIVE_SIGMA * deviation));
    // The same numbers decide as for single elements.
    float[] single = forward(new Dropout(p, new Seed(seed)), Tensor.full(LARGE, 2));
    assertThat(IntStream.range(0, planes).allMatch(i -> single[i] == y[3 * i])).isTrue();
  }

  @Property(tries = 20)
  void dropsTheShareItSaysAndKeepsTheMean(
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double p,
      @ForAll @IntRange(max = 999) int seed) {
    Tensor x = Tensor.full(LARGE, 2);
    float[] y = new Dropout(p, new Seed(seed)).bind(LARGE, training).forward(x).toArray();
    float kept = 2 * (float) (1 / (1 - p));
    long dropped = IntStream.range(0, y.length).filter(i -> y[i] == 0).count();
    assertThat(y).containsOnly(0, kept);
    double deviation = Math.sqrt(p * (1 - p));
    assertThat((double) dropped / y.length).isCloseTo(p, within(FIVE_SIGMA * deviation));
  }

  @Test
  void everythingOrNothing() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    assertThat(forward(new Dropout(0, new Seed(1)), x)).containsExactly(1, 2, 3, 4);
    assertThat(forward(new Dropout(1, new Seed(1)), x)).containsOnly(0);
    assertThat(forward(new AlphaDropout(0, new Seed(1)), x)).containsExactly(1, 2, 3, 4);
    assertThat(forward(new AlphaDropout(1, new Seed(1)), x)).containsOnly(0);
  }

  private float[] forward(Layer layer, Tensor x) {
    return layer.bind(x.shape(), training).forward(x).toArray();
  }

  /** Of normal numbers; the limits are five standard errors for numbers of kurtosis 3. */
  @Test
  void alphaDropoutKeepsMeanAndVariance() {
    Tensor x = Tensor.zeros(LARGE);
    var random = new RandomStream(3, 0);
    for (int i = 0; i < x.size(); i++) {
      x.set(i, (float) random.nextGaussian());
    }
    for (double p : new double[] {0.1, 0.3, 0.5}) {
      float[] y = forward(new AlphaDropout(p, new Seed(1)), x);
      double mean = IntStream.range(0, y.length).mapToDouble(i -> y[i]).average().orElseThrow();
      double square =
          IntStream.range(0, y.length).mapToDouble(i -> y[i] * y[i]).average().orElseThrow();
      assertThat(mean).isCloseTo(0, within(FIVE_SIGMA));
      assertThat(square - mean * mean).isCloseTo(1, within(FIVE_SIGMA * Math.sqrt(2)));
    }
  }

  @Test
  void whatIsDroppedFollowsFromTheSeedAndTheCount() {
    Tensor x = Tensor.full(Shape.of(30, 40), 1);
    var layer = new Dropout(new Seed(7));
    Step step = layer.bind(x.shape(), training);
    float[] first = step.forward(x).toArray();
    float[] second = step.forward(x).toArray();
    assertThat(second).as("another step").isNotEqualTo(first);
    assertThat(layer.bind(x.shape(), training).forward(x).toArray())
        .as("a third forward, of another plan")
        .isNotEqualTo(first)
        .isNotEqualTo(second);

    Step again = new Dropout(new Seed(7)).bind(x.shape(), training);
    assertThat(again.forward(x).toArray()).isEqualTo(first);
    assertThat(again.forward(x).toArray()).isEqualTo(second);
    assertThat(forward(new Dropout(new Seed(8)), x)).as("another seed").isNotEqualTo(first);
    var seed = new Seed(7);
    seed.nextStream();
    assertThat(forward(new Dropout(seed), x)).as("another layer").isNotEqualTo(first);
  }

  @Test
  void backwardDropsWhatForwardDropped() {
    Tensor x = Tensor.full(Shape.of(3, 50), 1);
    Step step = new Dropout(0.4, new Seed(1)).bind(x.shape(), training);
    for (int run = 0; run < 3; run++) {
      float[] y = step.forward(x).toArray();
      assertThat(step.backward(x.copy()).toArray()).isEqualTo(y);
    }
  }

  @Test
  void evaluationGivesTheInputItself() {
    Tensor x = Tensor.full(Shape.of(3, 50), 1);
    var layer = new Dropout(0.4, new Seed(1));
    assertThat(layer.bind(x.shape(), evaluation).forward(x)).isSameAs(x);
    assertThat(new AlphaDropout(new Seed(1)).bind(x.shape(), evaluation).forward(x)).isSameAs(x);
    Tensor images = Tensor.zeros(3, 2, 4, 5);
    assertThat(new Dropout2d(new Seed(1)).bind(images.shape(), evaluation).forward(images))
        .isSameAs(images);
    assertThat(forward(layer, x))
        .as("evaluation does not count as a forward")
        .isEqualTo(forward(new Dropout(0.4, new Seed(1)), x));
  }

  @Test
  void probabilitiesAreFromZeroToOne() {
    assertThatThrownBy(() -> new Dropout(1.5, new Seed(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Dropout expects a probability from 0 to 1, got 1.5");
    assertThatThrownBy(() -> new Dropout2d(-0.1, new Seed(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Dropout2d expects a probability from 0 to 1, got -0.1");
    assertThatThrownBy(() -> new Dropout2d(new Seed(1)).outputShape(Shape.of(3, 4, 5)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("Dropout2d(0.5) expects an input of shape [N, C, H, W], got [3, 4, 5]");
    assertThatThrownBy(() -> new AlphaDropout(Double.NaN, new Seed(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("AlphaDropout expects");
  }
}
