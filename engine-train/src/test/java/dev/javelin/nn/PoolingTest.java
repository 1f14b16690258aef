package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PoolingTest {
  private static final int TRIES = 60;
  private static final float NAN = Float.NaN;
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  private final Engine engine = Engine.create(1);
  private final Binding training = new Binding(engine, Mode.TRAIN, true);
  private final Binding evaluation = new Binding(engine, Mode.EVAL, false);

  @Property(tries = TRIES)
  void maxPool(@ForAll long seed) {
    var random = new RandomStream(seed, 0);
    PoolOptions options = window(random).dilation(random.nextInt(1, 4), random.nextInt(1, 4));
    assertGradients(new MaxPool2d(options), distinct(shape(random, options), random), seed);
  }

  @Property(tries = TRIES)
  void maxPoolOfPairs(@ForAll long seed) {
    var random = new RandomStream(seed, 0);
    PoolOptions options =
        PoolOptions.kernel(2)
            .stride(random.nextInt(1, 4), random.nextInt(1, 4))
            .padding(random.nextInt(2), random.nextInt(2))
            .ceilMode(random.nextBoolean());
    assertGradients(new MaxPool2d(options), distinct(shape(random, options), random), seed);
  }

  @Property(tries = TRIES)
  void avgPool(@ForAll long seed) {
    var random = new RandomStream(seed, 0);
    PoolOptions options = window(random).countIncludePad(random.nextBoolean());
    if (random.nextBoolean()) {
      options = options.divisorOverride(random.nextInt(1, 9));
    }
    assertGradients(new AvgPool2d(options), distinct(shape(random, options), random), seed);
  }

  @Property(tries = TRIES)
  void adaptiveAvgPool(@ForAll long seed) {
    var random = new RandomStream(seed, 0);
    var layer = new AdaptiveAvgPool2d(random.nextInt(1, 8), random.nextInt(1, 8));
    Shape shape = Shape.of(2, random.nextInt(1, 4), random.nextInt(1, 12), random.nextInt(1, 12));
    assertGradients(layer, distinct(shape, random), seed);
  }

  private static void assertGradients(Layer layer, Tensor x, long seed) {
    GradientAssert.assertGradients(
        layer, x, seed, 2, (values, _) -> DoubleOracle.forward(layer, values, x.shape(), null));
  }

  /** Any kernel, stride, padding and ceil mode. */
  private static PoolOptions window(RandomGenerator random) {
    int height = random.nextInt(1, 5);
    int width = random.nextInt(1, 5);
    return PoolOptions.kernel(height, width)
        .stride(random.nextInt(1, 5), random.nextInt(1, 5))
        .padding(random.nextInt(height / 2 + 1), random.nextInt(width / 2 + 1))
        .ceilMode(random.nextBoolean());
  }

  /** That of the smallest plane that gives an output, or one a little larger. */
  private static Shape shape(RandomGenerator random, PoolOptions options) {
    int height = PoolAxis.leastLength(options.rows(), options.ceilMode());
    int width = PoolAxis.leastLength(options.columns(), options.ceilMode());
    return Shape.of(
        random.nextInt(1, 3),
        random.nextInt(1, 4),
        height + random.nextInt(8),
        width + random.nextInt(8));
  }

  /** Between -1 and 1 and all so far apart that a small difference changes no order. */
  private static Tensor distinct(Shape shape, RandomGenerator random) {
    Tensor x = Tensor.zeros(shape);
    for (int i = 0; i < x.size(); i++) {
      x.set(i, (2 * i + 1f) / x.size() - 1);
      int j = random.nextInt(i + 1);
      float kept = x.get(j);
      x.set(j, x.get(i));
      x.set(i, kept);
    }
    return x;
  }

  /** Zeros of both signs, equal numbers, infinities and NaNs, in PyTorch's order of precedence. */
  @Property(tries = 4 * TRIES)
  void theFirstMaximumAndTheLastNanCount(@ForAll long seed) {
    var random = new RandomStream(seed, 0);
    PoolOptions options =
        random.nextBoolean()
            ? PoolOptions.kernel(2).padding(random.nextInt(2))
            : window(random).dilation(random.nextInt(1, 3));
    Shape shape = shape(random, options);
    float[] special = {-0f, 0, 1, -1, -1, 2, -INFINITY, INFINITY, NAN, Float.MAX_VALUE};
    int used = random.nextInt(2, special.length + 1);
    Tensor x = Tensor.zeros(shape);
    IntStream.range(0, x.size()).forEach(i -> x.set(i, special[random.nextInt(used)]));

    var layer = new MaxPool2d(options);
    Step step = layer.bind(shape, training);
    float[] y = step.forward(x).toArray();
    Tensor dy = Tensor.zeros(layer.outputShape(shape));
    IntStream.range(0, dy.size()).forEach(i -> dy.set(i, i + 1));
    float[] dx = step.backward(dy).toArray();

    float[] expectedY = new float[y.length];
    float[] expectedDx = new float[dx.length];
    List<PoolingOracle.Taps> windows = PoolingOracle.windows(options, shape);
    for (int o = 0; o < y.length; o++) {
      int plane = o / windows.size() * shape.dim(2) * shape.dim(3);
      int[] places = windows.get(o % windows.size()).places();
      int best = plane + places[0];
      for (int place : places) {
        float v = x.get(plane + place);
        best = v > x.get(best) || Float.isNaN(v) ? plane + place : best;
      }
      expectedY[o] = x.get(best);
      expectedDx[best] += o + 1;
    }
    assertThat(y).isEqualTo(expectedY);
    assertThat(dx).isEqualTo(expectedDx);
    assertThat(layer.bind(shape, evaluation).forward(x).toArray()).isEqualTo(expectedY);
  }

  @Test
  void ceilModeKeepsTheRestIfItsWindowStartsOnTheInput() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5}, 1, 1, 1, 5);
    PoolOptions pairs = PoolOptions.kernel(1, 2);
    assertThat(forward(new MaxPool2d(pairs), x)).containsExactly(2, 4);
    assertThat(forward(new MaxPool2d(pairs.ceilMode(true)), x)).containsExactly(2, 4, 5);
    assertThat(forward(new AvgPool2d(pairs.ceilMode(true)), x)).containsExactly(1.5f, 3.5f, 5);
    // With a padding of 1 a fourth window would start past the input.
    PoolOptions padded = PoolOptions.kernel(1, 2).padding(0, 1).ceilMode(true);
    assertThat(forward(new MaxPool2d(padded), x)).containsExactly(1, 3, 5);
    assertThat(forward(new MaxPool2d(padded.stride(1, 3)), x)).containsExactly(1, 4);
  }

  @Test
  void whatAnAverageCounts() {
    Tensor x = Tensor.of(new float[] {6, 12, 18, 24}, 1, 1, 1, 4);
    PoolOptions three = PoolOptions.kernel(1, 3).stride(1, 3).padding(0, 1).ceilMode(true);
    // Windows of padding, 6, 12, and of 18, 24, padding.
    assertThat(forward(new AvgPool2d(three), x)).containsExactly(6, 14);
    assertThat(forward(new AvgPool2d(three.countIncludePad(false)), x)).containsExactly(9, 21);
    assertThat(forward(new AvgPool2d(three.divisorOverride(2)), x)).containsExactly(9, 21);
    assertThat(forward(new AvgPool2d(three.divisorOverride(-6)), x)).containsExactly(-3, -7);
  }

  /** Of which a product of two ints would be negative. */
  @Test
  void anAverageMayCountBillions() {
    var pool = new AvgPool2d(PoolOptions.kernel(50_000).padding(25_000));
    Shape shape = Shape.of(1, 1, 1, 1);
    Step step = pool.bind(shape, new Binding(Engine.create(1), Mode.EVAL, false));
    assertThat(step.forward(Tensor.full(shape, 1)).toArray()).containsExactly(1 / 2.5e9f);
  }

  /** Sixteen planes at a time, of windows so wide that there is one. */
  @Test
  void saysThatItNeedsTooMuchMemory() {
    var pool = new MaxPool2d(PoolOptions.kernel(2).dilation(11_999));
    var binding = new Binding(Engine.create(1), Mode.EVAL, false);
    assertThatThrownBy(() -> pool.bind(Shape.of(1, 1, 12_000, 12_000), binding))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(pool + " needs more memory");
    var conv = new Conv2d(1, 1, 1, new Seed(0));
    var fused = new PooledConvolution(conv, new Activations.ReLU(), pool);
    assertThatThrownBy(() -> fused.bind(Shape.of(1, 1, 12_000, 12_000), binding))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(conv + " needs more memory");
  }

  @Test
  void adaptiveBinsOverlap() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5}, 1, 1, 1, 5);
    assertThat(forward(new AdaptiveAvgPool2d(1, 2), x)).containsExactly(2, 4);
    assertThat(forward(new AdaptiveAvgPool2d(1), x)).containsExactly(3);
    assertThat(forward(new AdaptiveAvgPool2d(1, 10), x))
        .containsExactly(1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
  }

  private float[] forward(Layer layer, Tensor x) {
    float[] y = layer.bind(x.shape(), training).forward(x).toArray();
    assertThat(layer.bind(x.shape(), evaluation).forward(x).toArray()).isEqualTo(y);
    return y;
  }

  @Test
  void spareTheInputsGradientOfAFirstLayer() {
    Tensor x = Tensor.zeros(1, 2, 4, 4);
    for (Layer layer : List.of(new MaxPool2d(2), new AvgPool2d(2), new AdaptiveAvgPool2d(2))) {
      Step step = layer.bind(x.shape(), training.withInputGradient(false));
      assertThat(step.backward(step.forward(x))).isNull();
      Step plan = layer.bind(x.shape(), evaluation);
      assertThatThrownBy(() -> plan.backward(plan.forward(x)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("bound for evaluation");
    }
  }

  @Test
  void shapesThatLeaveNothing() {
    assertThatThrownBy(() -> new MaxPool2d(3, 2).outputShape(Shape.of(1, 2, 2, 5)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage(
            "MaxPool2d(3, stride 2) expects an input of shape [N, C, H, W] with H of 3 or more and"
                + " W of 3 or more, got [1, 2, 2, 5]");
    var avgPool = new AvgPool2d(PoolOptions.kernel(4, 3).padding(2, 1).ceilMode(true));
    assertThat(avgPool.outputShape(Shape.of(1, 2, 1, 1))).isEqualTo(Shape.of(1, 2, 1, 1));
    // Its only window has taps at -1 and 2.
    var gap = new MaxPool2d(PoolOptions.kernel(2).padding(1).dilation(3));
    assertThatThrownBy(() -> gap.bind(Shape.of(1, 1, 2, 3), training))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage(
            "MaxPool2d(2, padding 1, dilation 3) expects an input of shape [N, C, H, W] with H of 3"
                + " or more and W of 3 or more, got [1, 1, 2, 3]");
  }

  @Test
  void otherRanks() {
    for (Layer layer : List.of(new MaxPool2d(1), new AvgPool2d(1), new AdaptiveAvgPool2d(1))) {
      for (Shape shape : List.of(Shape.of(4, 4, 4), Shape.of(4, 4, 4, 4, 4))) {
        assertThatThrownBy(() -> layer.outputShape(shape))
            .isInstanceOf(ShapeMismatchException.class)
            .hasMessage(layer + " expects an input of shape [N, C, H, W], got " + shape);
      }
    }
  }

  @Test
  void optionsThatMakeNoSense() {
    PoolOptions three = PoolOptions.kernel(3);
    assertThatThrownBy(() -> three.padding(1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a pooling expects a padding of at most half the kernel of 3, got 2");
    assertThatThrownBy(() -> three.stride(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> three.dilation(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> three.padding(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PoolOptions.kernel(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> three.divisorOverride(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MaxPool2d(three.divisorOverride(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MaxPool2d has nothing to count: 3, divisor 2");
    assertThatThrownBy(() -> new AvgPool2d(three.dilation(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("AvgPool2d has no dilation: 3, dilation 1 x 2");
    assertThatThrownBy(() -> new AdaptiveAvgPool2d(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesSayWhatIsNotTheDefault() {
    assertThat(new MaxPool2d(2)).hasToString("MaxPool2d(2)");
    assertThat(new AvgPool2d(PoolOptions.kernel(2, 3).padding(1).countIncludePad(false)))
        .hasToString("AvgPool2d(2 x 3, padding 1, padding not counted)");
    assertThat(new AdaptiveAvgPool2d(3, 4)).hasToString("AdaptiveAvgPool2d(3, 4)");
  }
}
