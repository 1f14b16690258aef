package dev.javelin.kernels;

import static dev.javelin.kernels.Numbers.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.kernels.scalar.ScalarKernels;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * What every implementation of {@link Kernels} must keep with images of which the channels are
 * last, as {@link KernelsContract}. Numbers behind the last channel of a row are not compared.
 */
public abstract class ChannelsLastContract {
  private static final int TRIES = 150;
  // Of one rounding to float32, relative.
  private static final double ROUNDING = 0x1p-24;
  // Where each array begins.
  private static final int OFFSET = 3;

  private final Kernels reference = new ScalarKernels();

  /** The kernels to test. */
  protected abstract Kernels kernels();

  @Provide
  Arbitrary<WinogradCase> tiled() {
    return WinogradCase.any();
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void transpositionMovesEachNumberAndNoOther(
      @ForAll @IntRange(min = 1, max = 70) int rows,
      @ForAll @IntRange(min = 1, max = 70) int columns,
      @ForAll @IntRange(min = 0, max = 3) int gap,
      @ForAll Random random) {
    int fromStride = columns + gap;
    int toStride = rows + gap;
    float[] from = Numbers.mixed(OFFSET + rows * fromStride, random);
    float[] to = Numbers.mixed(OFFSET + columns * toStride + gap, random);
    assertTransposes(rows, columns, from, OFFSET, fromStride, to, toStride);
  }

  /** Arrays that hold a matrix and no number more. */
  @Example
  void transpositionReadsAndWritesNothingElse() {
    var random = new Random(1);
    for (int rows = 1; rows <= 35; rows++) {
      for (int columns = 1; columns <= 35; columns++) {
        for (int gap = 0; gap < 2; gap++) {
          int stride = columns + gap;
          float[] from = Numbers.mixed((rows - 1) * stride + columns, random);
          assertTransposes(rows, columns, from, 0, stride, new float[columns * rows], rows);
        }
      }
    }
  }

  private void assertTransposes(
      int rows, int columns, float[] from, int offset, int fromStride, float[] to, int toStride) {
    float[] expected = to.clone();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        expected[offset + j * toStride + i] = from[offset + i * fromStride + j];
      }
    }
    kernels().transposition().run(rows, columns, from, offset, fromStride, to, offset, toStride);
    assertSameBits(to, expected);
  }

  /** Numbers of which many are equal, so that the first of them must be told. */
  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void poolingIsThatOfTheReference(
      @ForAll @IntRange(min = 1, max = 40) int channels,
      @ForAll @IntRange(min = 1, max = 60) int plane,
      @ForAll @IntRange(min = 1, max = 30) int windows,
      @ForAll boolean fours,
      @ForAll boolean special,
      @ForAll Random random) {
    var image = new ChannelsLast(channels, plane);
    int[] starts = new int[windows + 1];
    IntStream.Builder positions = IntStream.builder();
    for (int window = 0; window < windows; window++) {
      int size = Math.min(plane, fours ? 4 : 1 + random.nextInt(9));
      random.ints(0, plane).distinct().limit(size).sorted().forEach(positions);
      starts[window + 1] = starts[window] + size;
    }
    var shape = new MaxPoolingShape(image, starts, positions.build().toArray());
    int length = OFFSET + image.imageLength();
    float[] x = new float[length];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(3) - 1;
    }
    if (special) {
      x = Numbers.mixed(length, random);
    }
    int outputs = windows * image.stride();
    float[] dy = Numbers.mixed(OFFSET + outputs, random);
    float[][] y = new float[2][OFFSET + outputs + 1];
    int[][] places = new int[2][OFFSET + outputs + 1];
    float[][] dx = {Numbers.gaussian(length, random), null};
    dx[1] = dx[0].clone();
    MaxPooling[] poolings = {kernels().maxPooling(shape), reference.maxPooling(shape)};
    for (int i = 0; i < 2; i++) {
      poolings[i].pool(x, OFFSET, y[i], OFFSET, places[i], OFFSET);
      poolings[i].spread(dy, OFFSET, places[i], OFFSET, dx[i], OFFSET);
    }
    assertSameChannels(image, windows, y[0], y[1]);
    assertSameChannels(image, plane + 1, dx[0], dx[1]);
    for (int window = 0; window < windows; window++) {
      for (int c = 0; c < channels; c++) {
        int at = OFFSET + window * image.stride() + c;
        assertThat(places[0][at]).isEqualTo(places[1][at]);
      }
    }
  }

  @Example
  void poolingTakesTheFirstOfEqualNumbersAndTheLastNaN() {
    var shape =
        new MaxPoolingShape(new ChannelsLast(1, 4), new int[] {0, 4}, new int[] {0, 1, 2, 3});
    int row = ChannelsLast.ROW_UNIT;
    float[] x = new float[5 * row];
    float[] y = new float[row];
    int[] places = new int[row];
    MaxPooling pooling = kernels().maxPooling(shape);
    x[row] = 2;
    x[2 * row] = 2;
    pooling.pool(x, 0, y, 0, places, 0);
    assertThat(y[0]).isEqualTo(2);
    assertThat(places[0]).isEqualTo(1);
    x[row] = Float.NaN;
    x[2 * row] = Float.NaN;
    pooling.pool(x, 0, y, 0, places, 0);
    assertThat(y[0]).isNaN();
    assertThat(places[0]).isEqualTo(2);
  }

  /** A chain of roundings, each of at most a rounding of the sum of all magnitudes. */
  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void channelsLastConvolutionIsWithinItsErrorBound(
      @ForAll @IntRange(min = 1, max = 70) int channels,
      @ForAll @IntRange(min = 8, max = 30) int runLength,
      @ForAll @IntRange(min = 1, max = 4) int runs,
      @ForAll @IntRange(min = 1, max = 30) int terms,
      @ForAll Random random) {
    var shape = channelsLastConvolution(channels, runLength, runs, terms, random);
    ChannelsLast results = shape.results();
    float[] w = Numbers.gaussian(OFFSET + channels * shape.weightStride(), random);
    float[] starts = Numbers.gaussian(OFFSET + channels, random);
    float[] x = Numbers.gaussian(gridLength(shape), random);
    float[] y = run(kernels(), shape, w, starts, x);
    for (int i = 0; i < results.plane(); i++) {
      int from = OFFSET + i / runLength * shape.runPitch() + i % runLength;
      for (int c = 0; c < channels; c++) {
        double exact = starts[OFFSET + c];
        double magnitude = Math.abs(exact);
        for (int k = 0; k < terms; k++) {
          double weight = w[OFFSET + c * shape.weightStride() + k];
          exact += weight * x[from + shape.inputOffsets()[k]];
          magnitude += Math.abs(weight * x[from + shape.inputOffsets()[k]]);
        }
        double bound = terms * ROUNDING * magnitude * 1.001;
        assertThat((double) y[OFFSET + i * results.stride() + c]).isCloseTo(exact, within(bound));
      }
    }
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void channelsLastConvolutionHasTheBitsOfTheReference(
      @ForAll @IntRange(min = 1, max = 70) int channels,
      @ForAll @IntRange(min = 8, max = 30) int runLength,
      @ForAll @IntRange(min = 1, max = 4) int runs,
      @ForAll @IntRange(min = 1, max = 30) int terms,
      @ForAll boolean special,
      @ForAll boolean started,
      @ForAll Random random) {
    var shape = channelsLastConvolution(channels, runLength, runs, terms, random);
    float[] w = Numbers.gaussian(OFFSET + channels * shape.weightStride(), random);
    float[] starts = started ? Numbers.mixed(OFFSET + channels, random) : null;
    int length = gridLength(shape);
    float[] x = special ? Numbers.mixed(length, random) : Numbers.gaussian(length, random);
    float[] actual = run(kernels(), shape, w, starts, x);
    float[] expected = run(reference, shape, w, starts, x);
    assertSameChannels(shape.results(), shape.results().plane(), actual, expected);
  }

  @Example
  void channelsLastConvolutionNeedsItsWeightsFirst() {
    var shape = new ChannelsLastConvolutionShape(new ChannelsLast(1, 8), 8, 8, new int[] {0}, 1);
    Convolution convolution = kernels().channelsLastConvolution(shape);
    assertThatThrownBy(() -> convolution.run(new float[8], 0, new float[144], 0, new float[0]))
        .isInstanceOf(IllegalStateException.class);
  }

  private static ChannelsLastConvolutionShape channelsLastConvolution(
      int channels, int runLength, int runs, int terms, Random random) {
    var results = new ChannelsLast(channels, runs * runLength);
    int[] offsets = random.ints(terms, 0, 50).toArray();
    int gap = random.nextInt(3);
    return new ChannelsLastConvolutionShape(
        results, runLength, runLength + gap, offsets, terms + gap);
  }

  private static int gridLength(ChannelsLastConvolutionShape shape) {
    return OFFSET + 50 + shape.runs() * shape.runPitch();
  }

  private static float[] run(
      Kernels kernels, ChannelsLastConvolutionShape shape, float[] w, float[] starts, float[] x) {
    float[] y = new float[OFFSET + shape.results().imageLength()];
    Convolution convolution = kernels.channelsLastConvolution(shape);
    convolution.load(w, OFFSET, starts, OFFSET);
    convolution.run(x, OFFSET, y, OFFSET, new float[convolution.scratchLength()]);
    return y;
  }

  /**
   * Each stage of a transform is a chain of roundings: two for inputs, four or five for weights (of
   * which one is of a factor) and three for results. Both ways through, with the sum over the
   * channels between and a start behind, make a chain of at most {@code 4 + 10 + channels + 6 + 1},
   * each of at most a rounding of the sum of all magnitudes, the transforms' factors included.
   */
  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void winogradIsWithinItsErrorBound(@ForAll("tiled") WinogradCase tiled) {
    Random random = tiled.random();
    float[] w = Numbers.gaussian(tiled.weightLength(), random);
    float[] starts = Numbers.gaussian(tiled.startLength(), random);
    float[] x = tiled.inputs(false, random);
    float[] y = Numbers.gaussian(tiled.resultLength(), random);
    float[] actual = tiled.run(kernels(), w, starts, x, y);
    WinogradOracle oracle = WinogradOracle.convolution(tiled, w, starts, x);
    assertWithin(tiled.shape().in() + 21, oracle, tiled.resultPlaces(), actual, y);
  }

  /** Only the results' places may differ from what was there. */
  private static void assertWithin(
      int chain, WinogradOracle oracle, int[] places, float[] actual, float[] before) {
    float[] outside = before.clone();
    for (int i : places) {
      double bound = chain * ROUNDING * oracle.magnitude[i] * 1.001;
      assertThat((double) actual[i]).as("%d", i).isCloseTo(oracle.exact[i], within(bound));
      outside[i] = actual[i];
    }
    assertSameBits(actual, outside);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void winogradHasTheBitsOfTheReference(
      @ForAll("tiled") WinogradCase tiled, @ForAll boolean special, @ForAll boolean started) {
    Random random = tiled.random();
    float[] w = WinogradCase.numbers(tiled.weightLength(), special, random);
    float[] starts = started ? Numbers.mixed(tiled.startLength(), random) : null;
    float[] x = tiled.inputs(special, random);
    float[] y = Numbers.mixed(tiled.resultLength(), random);
    assertSameBits(tiled.run(kernels(), w, starts, x, y), tiled.run(reference, w, starts, x, y));
  }

  @Example
  void winogradNeedsItsWeightsFirst() {
    var shape = new WinogradShape(3, 1, 1, 2, 2, 2, 2, 1, 1, false);
    Winograd.Worker worker = kernels().winograd(shape).worker();
    assertThatThrownBy(() -> worker.run(1, new float[80], 0, new float[80], 0))
        .isInstanceOf(IllegalStateException.class);
  }

  /**
   * As above, with two roundings in each stage for inputs and results' gradients, and five for the
   * weights' gradients: a chain of {@code 4 + 4 + tiles + 10}.
   */
  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void winogradGradientIsWithinItsErrorBound(@ForAll("tiled") WinogradCase any) {
    WinogradCase tiled = any.notMirrored();
    Random random = tiled.random();
    float[] dy = tiled.resultGradients(false, random);
    float[] x = tiled.inputs(false, random);
    float[] dw = Numbers.gaussian(tiled.weightLength(), random);
    float[] actual = tiled.runGradient(kernels(), dy, x, dw);
    WinogradOracle oracle = WinogradOracle.gradient(tiled, dy, x);
    int chain = tiled.images() * tiled.shape().tiles() + 18;
    assertWithin(chain, oracle, tiled.weightPlaces(), actual, dw);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void winogradGradientHasTheBitsOfTheReference(
      @ForAll("tiled") WinogradCase any, @ForAll boolean special) {
    WinogradCase tiled = any.notMirrored();
    Random random = tiled.random();
    float[] dy = tiled.resultGradients(special, random);
    float[] x = tiled.inputs(special, random);
    float[] dw = Numbers.mixed(tiled.weightLength(), random);
    assertSameBits(
        tiled.runGradient(kernels(), dy, x, dw), tiled.runGradient(reference, dy, x, dw));
  }

  private static void assertSameChannels(ChannelsLast image, int rows, float[] a, float[] b) {
    for (int row = 0; row < rows; row++) {
      int from = OFFSET + row * image.stride();
      assertSameBits(
          Arrays.copyOfRange(a, from, from + image.channels()),
          Arrays.copyOfRange(b, from, from + image.channels()));
    }
  }
}
