package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RReLUTest {
  private static Step bind(RReLU layer, int size, Mode mode) {
    return layer.bind(Shape.of(size), new Binding(Engine.create(1), mode, true));
  }

  /** The slopes of a layer's first forward: what it makes of -1. */
  private static double[] slopes(int size, long seed) {
    Tensor ones =
        bind(new RReLU(new Seed(seed)), size, Mode.TRAIN).forward(Tensor.full(Shape.of(size), -1));
    return IntStream.range(0, size).mapToDouble(i -> -ones.get(i)).toArray();
  }

  @Property(tries = 60)
  void gradientsAreThoseOfCentralDifferences(
      @ForAll @IntRange(min = 1, max = 6) int batch,
      @ForAll @IntRange(min = 1, max = 90) int features,
      @ForAll long seed) {
    double[] slopes = slopes(batch * features, seed);
    GradientAssert.assertGradients(
        new RReLU(new Seed(seed)),
        Shape.of(batch, features),
        seed,
        2,
        (x, parameters) ->
            IntStream.range(0, x.length)
                .mapToDouble(i -> x[i] > 0 ? x[i] : slopes[i] * x[i])
                .toArray());
  }

  @Test
  void threadsAndVectorsDoNotShow() {
    SameBits.assertSameBits(() -> new RReLU(new Seed(7)), Shape.of(30_001), 1);
  }

  @Test
  void slopesAreUniformBetweenTheBounds() {
    var slopes = DoubleStream.of(slopes(100_000, 1)).summaryStatistics();
    // 100,000 draws come within a thousandth of either bound but for a chance of e^-48; their mean
    // has a deviation of (1/3 - 1/8) / sqrt(12 * 100,000) = 1.9e-4.
    assertThat(slopes.getMin()).isBetween(0.125 - 1e-7, 0.126);
    assertThat(slopes.getMax()).isBetween(0.332, 1.0 / 3 + 1e-7);
    assertThat(slopes.getAverage()).isCloseTo(11.0 / 48, within(1e-3));
  }

  @Test
  void eachForwardOfTheLayerDrawsAnew() {
    var layer = new RReLU(new Seed(1));
    Tensor minus = Tensor.full(Shape.of(10), -1);
    float[] first = bind(layer, 10, Mode.TRAIN).forward(minus).toArray();
    float[] second = bind(layer, 10, Mode.TRAIN).forward(minus).toArray();
    assertThat(second).isNotEqualTo(first);
    var again = bind(new RReLU(new Seed(1)), 10, Mode.TRAIN);
    assertThat(again.forward(minus).toArray()).isEqualTo(first);
    assertThat(again.forward(minus).toArray()).isEqualTo(second);
    assertThat(bind(new RReLU(new Seed(2)), 10, Mode.TRAIN).forward(minus).toArray())
        .isNotEqualTo(first);
  }

  @Test
  void evaluationTakesTheMeanSlope() {
    var layer = new RReLU(0.25, 0.75, new Seed(1));
    Tensor x = Tensor.of(new float[] {-4, 3}, 2);
    assertThat(bind(layer, 2, Mode.EVAL).forward(x).toArray()).containsExactly(-2, 3);
    assertThatThrownBy(() -> bind(layer, 2, Mode.EVAL).backward(x))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesBoundsInTheWrongOrder() {
    assertThatThrownBy(() -> new RReLU(0.5, 0.25, new Seed(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.5 and 0.25");
  }
}
