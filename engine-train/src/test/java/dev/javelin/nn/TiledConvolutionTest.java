package dev.javelin.nn;

import static dev.javelin.nn.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Convolutions that are computed in tiles, by Winograd's transforms. Their sums are longer than
 * those that {@link GradientAssert} speaks of, up to some thousand products.
 */
class TiledConvolutionTest {
  private static final double ROUNDING = 0x1p-24;

  /** A layer and an input that it computes in tiles. */
  record Case(ConvolutionLayer layer, Shape input, long seed) {
    private boolean tiled() {
      return layer.direction(input).getClass().getSimpleName().equals("WinogradDirection");
    }
  }

  /** As small as they get, since central differences of all weights take long. */
  @Provide
  Arbitrary<Case> small() {
    return cases(18, 5, 2);
  }

  @Provide
  Arbitrary<Case> large() {
    return cases(48, 9, 5);
  }

  private static Arbitrary<Case> cases(int channels, int side, int images) {
    return Arbitraries.longs().map(seed -> draw(channels, side, images, seed)).filter(Case::tiled);
  }

  /**
   * Draws.
   *
   * @param side of the outputs; of a transposed convolution, of the inputs
   */
  private static Case draw(int channels, int side, int images, long seed) {
    Random random = new Random(seed);
    int in = random.nextInt(16, channels + 1);
    int out = random.nextInt(16, channels + 1);
    int n = random.nextInt(1, images + 1);
    int height = random.nextInt(2, side + 1);
    int width = random.nextInt(2, side + 1);
    // No more than leaves a row and a column on the other side.
    int kernel = random.nextInt(3) == 0 ? 5 : 3;
    int down = random.nextInt(Math.min(kernel, (height + kernel - 2) / 2 + 1));
    int right = random.nextInt(Math.min(kernel, (width + kernel - 2) / 2 + 1));
    ConvOptions options = kernel(kernel);
    options = random.nextInt(4) == 0 ? options.withoutBias() : options;
    return switch (random.nextInt(4)) {
      case 0 -> {
        var layer = new ConvTranspose2d(in, out, options.padding(down, right), new Seed(seed));
        yield new Case(layer, Shape.of(n, in, height, width), seed);
      }
      case 1 -> {
        var layer = new Conv2d(in, out, options.samePadding(), new Seed(seed));
        yield new Case(layer, Shape.of(n, in, height, width), seed);
      }
      default -> {
        var layer = new Conv2d(in, out, options.padding(down, right), new Seed(seed));
        yield new Case(
            layer,
            Shape.of(n, in, height + kernel - 1 - 2 * down, width + kernel - 1 - 2 * right),
            seed);
      }
    };
  }

  @Property(tries = 6, edgeCases = EdgeCasesMode.NONE)
  void gradientsAreThoseOfCentralDifferences(@ForAll("small") Case it) {
    GradientAssert.assertGradients(it.layer(), it.input(), it.seed(), 2);
  }

  /** Of an activation that backward knows by its output, and of one that needs its input kept. */
  @Property(tries = 3, edgeCases = EdgeCasesMode.NONE)
  void gradientsOfFusedActivationsAreThoseOfCentralDifferences(
      @ForAll("small") Case it, @ForAll boolean keeps) {
    Activation activation = keeps ? new Activations.GELU() : new Activations.Tanh();
    GradientAssert.assertGradients(
        new Sequential(it.layer(), activation), it.input(), it.seed(), 2);
  }

  @Property(tries = 3, edgeCases = EdgeCasesMode.NONE)
  void gradientsOfFusedPoolingsAreThoseOfCentralDifferences(
      @ForAll("small") Case it, @ForAll boolean activated) {
    Shape results = it.layer().outputShape(it.input());
    var pool = new MaxPool2d(Math.min(2, Math.min(results.dim(2), results.dim(3))));
    Sequential model =
        activated
            ? new Sequential(it.layer(), new Activations.Tanh(), pool)
            : new Sequential(it.layer(), pool);
    GradientAssert.assertGradients(model, it.input(), it.seed(), 2);
  }

  /**
   * All numbers are in [-1, 1], and so the sums on the way to a result (see {@code
   * ChannelsLastContract} for the chain of their roundings) are at most these, by the factors of
   * {@code Winograd}'s transforms without their signs:
   *
   * <ul>
   *   <li>of results and of inputs' gradients: for each channel 27.42 along an axis, or 39.14 with
   *       a kernel of 5: what the last row of A' adds up of the products of inputs' and weights'
   *       points; so 752 and 1532;
   *   <li>of weights' gradients: for each tile 33.1 along an axis, or 21.42: what the last row of
   *       G' adds up of the products of inputs' and gradients' points; so 1096 and 459. Images'
   *       gradients are added up last.
   * </ul>
   */
  @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
  void isWithinItsErrorBound(@ForAll("large") Case it) {
    ConvolutionLayer layer = it.layer();
    var random = new RandomStream(it.seed(), 7);
    for (Parameter parameter : layer.parameters()) {
      parameter.value().copyFrom(GradientAssert.random(parameter.value().shape(), random));
    }
    Tensor x = GradientAssert.random(it.input(), random);
    Tensor dy = GradientAssert.random(layer.outputShape(it.input()), random);
    double[][] parameters =
        layer.parameters().stream()
            .map(parameter -> GradientAssert.toDouble(parameter.value()))
            .toArray(double[][]::new);
    double[][] gradients =
        ConvolutionOracle.gradients(
            layer,
            GradientAssert.toDouble(x),
            it.input(),
            parameters[0],
            GradientAssert.toDouble(dy));
    boolean small = layer.options().down().kernel() == 3;
    int channel = small ? 752 : 1532;
    int tile = small ? 1096 : 459;
    try (Engine engine = Engine.create(2)) {
      Step step = layer.bind(it.input(), new Binding(engine, Mode.TRAIN, true));
      double[] y = DoubleOracle.forward(layer, GradientAssert.toDouble(x), it.input(), parameters);
      assertWithin("output", layer.in() + 21, channel * layer.in() + 1, step.forward(x), y);
      Tensor dx = step.backward(dy);
      assertWithin(
          "gradient of the input", layer.out() + 21, channel * layer.out(), dx, gradients[0]);
      int images = it.input().dim(0);
      int tiles = images * tiles(layer, layer instanceof ConvTranspose2d ? it.input() : dy.shape());
      Tensor dw = layer.weight().gradient();
      assertWithin("gradient of weight", tiles + 18 + images, tile * tiles, dw, gradients[1]);
      layer.bias().ifPresent(bias -> assertBiasGradient(bias.gradient(), dy));
    }
  }

  private static int tiles(ConvolutionLayer layer, Shape narrow) {
    int side = 7 - layer.options().down().kernel();
    return Math.ceilDiv(narrow.dim(2), side) * Math.ceilDiv(narrow.dim(3), side);
  }

  private static void assertBiasGradient(Tensor actual, Tensor dy) {
    int channels = dy.shape().dim(1);
    int plane = dy.shape().dim(2) * dy.shape().dim(3);
    double[] expected = new double[channels];
    for (int i = 0; i < dy.size(); i++) {
      expected[i / plane % channels] += dy.get(i);
    }
    int terms = dy.size() / channels;
    assertWithin("gradient of bias", terms, terms, actual, expected);
  }

  /** A chain of roundings, each of at most a rounding of the magnitude. */
  private static void assertWithin(
      String what, int chain, int magnitude, Tensor actual, double[] expected) {
    double bound = chain * ROUNDING * magnitude * 1.001;
    assertThat(actual.size()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual.get(i))
          .as("%s, element %d of %s", what, i, actual.shape())
          .isCloseTo(expected[i], within(bound));
    }
  }
}
