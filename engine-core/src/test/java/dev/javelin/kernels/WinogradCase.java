package dev.javelin.kernels;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Winograd's convolution of some images, or its gradient, to be computed. */
record WinogradCase(WinogradShape shape, int images, long seed) {
  /** Where each array begins. */
  private static final int OFFSET = 3;

  static Arbitrary<WinogradCase> any() {
    return Arbitraries.longs().map(WinogradCase::of);
  }

  private static WinogradCase of(long seed) {
    Random random = new Random(seed);
    // More input channels than a block of k, or more tiles than a block of those, or many
    // channels on both sides.
    int large = random.nextInt(8);
    int in = between(1, large == 0 ? 300 : large == 2 ? 160 : 40, random);
    int out = between(1, large == 2 ? 160 : 40, random);
    int height = large == 1 ? 30 : between(1, 12, random);
    int width = large == 1 ? 30 : between(1, 12, random);
    int kernel = random.nextBoolean() ? 3 : 5;
    var shape =
        new WinogradShape(
            kernel,
            in,
            out,
            height,
            width,
            Math.max(1, height + between(-3, 3, random)),
            Math.max(1, width + between(-3, 3, random)),
            between(0, kernel - 1, random),
            between(0, kernel - 1, random),
            random.nextBoolean());
    return new WinogradCase(shape, between(1, 5, random), seed);
  }

  private static int between(int from, int to, Random random) {
    return random.nextInt(from, to + 1);
  }

  /** The same, but for its weights. */
  WinogradCase notMirrored() {
    var direct =
        new WinogradShape(
            shape.kernel(),
            shape.in(),
            shape.out(),
            shape.height(),
            shape.width(),
            shape.outputHeight(),
            shape.outputWidth(),
            shape.top(),
            shape.left(),
            false);
    return new WinogradCase(direct, images, seed);
  }

  Random random() {
    return new Random(seed);
  }

  /**
   * Numbers for an array.
   *
   * @param special whether some, here and there, are special ones: a tile meets hundreds of
   *     numbers, and not all tiles are to become NaN
   */
  static float[] numbers(int length, boolean special, Random random) {
    float[] x = Numbers.gaussian(length, random);
    float[] mixed = Numbers.mixed(special ? length : 0, random);
    for (int i = 0; i < mixed.length; i++) {
      x[i] = random.nextInt(64) == 0 ? mixed[i] : x[i];
    }
    return x;
  }

  /** Inputs; see {@link #numbers}. */
  float[] inputs(boolean special, Random random) {
    return images(shape.inputs(), special, random);
  }

  /** Gradients by the results. */
  float[] resultGradients(boolean special, Random random) {
    return images(shape.results(), special, random);
  }

  /** With zeros for what lies outside, and behind the last channel of a row any numbers. */
  private float[] images(ChannelsLast layout, boolean special, Random random) {
    float[] x = numbers(length(layout), special, random);
    for (int image = 0; image < images; image++) {
      int outside = OFFSET + image * layout.imageLength() + layout.plane() * layout.stride();
      Arrays.fill(x, outside, outside + layout.channels(), 0);
    }
    return x;
  }

  private int length(ChannelsLast layout) {
    return OFFSET + images * layout.imageLength() + 1;
  }

  int resultLength() {
    return length(shape.results());
  }

  int weightLength() {
    return OFFSET + shape.in() * shape.out() * shape.taps() + 1;
  }

  int startLength() {
    return OFFSET + shape.out();
  }

  /**
   * The array of y after the convolution, by a worker that has seen nothing but NaN before. What
   * means nothing is as it was in y: numbers behind the last channel of a row, and the row for what
   * lies outside.
   */
  float[] run(Kernels kernels, float[] w, float[] starts, float[] x, float[] y) {
    float[] written = y.clone();
    Winograd winograd = kernels.winograd(shape);
    int most = winograd.images();
    Winograd.Worker worker = winograd.worker();
    winograd.load(nan(weightLength()), OFFSET, nan(startLength()), OFFSET);
    worker.run(
        most,
        nan(most * shape.inputs().imageLength()),
        0,
        new float[most * shape.results().imageLength()],
        0);
    winograd.load(w, OFFSET, starts, OFFSET);
    for (int image = 0; image < images; image += most) {
      int count = Math.min(most, images - image);
      worker.run(count, x, indexX(image, 0, 0, 0), written, indexY(image, 0, 0, 0));
    }
    float[] result = written.clone();
    System.arraycopy(y, OFFSET, result, OFFSET, images * shape.results().imageLength());
    for (int at : resultPlaces()) {
      result[at] = written[at];
    }
    return result;
  }

  /** The array of dw after the gradient, by a kernel that has seen nothing but NaN before. */
  float[] runGradient(Kernels kernels, float[] dy, float[] x, float[] dw) {
    float[] result = dw.clone();
    WinogradGradient gradient = kernels.winogradGradient(shape);
    gradient.run(
        images, nan(resultLength()), OFFSET, nan(length(shape.inputs())), OFFSET, result, OFFSET);
    gradient.run(images, dy, OFFSET, x, OFFSET, result, OFFSET);
    return result;
  }

  private static float[] nan(int length) {
    float[] x = new float[length];
    Arrays.fill(x, Float.NaN);
    return x;
  }

  /** Where the results stand in their array. */
  int[] resultPlaces() {
    ChannelsLast layout = shape.results();
    return IntStream.range(OFFSET, resultLength() - 1)
        .filter(at -> (at - OFFSET) % layout.stride() < layout.channels())
        .filter(at -> (at - OFFSET) % layout.imageLength() < layout.plane() * layout.stride())
        .toArray();
  }

  /** Where the weights stand in theirs. */
  int[] weightPlaces() {
    return IntStream.range(OFFSET, weightLength() - 1).toArray();
  }

  int indexX(int image, int channel, int row, int column) {
    return index(shape.inputs(), image, channel, row * shape.width() + column);
  }

  int indexY(int image, int channel, int row, int column) {
    return index(shape.results(), image, channel, row * shape.outputWidth() + column);
  }

  private static int index(ChannelsLast layout, int image, int channel, int position) {
    return OFFSET + image * layout.imageLength() + position * layout.stride() + channel;
  }

  int indexW(int output, int input, int tap) {
    return OFFSET + shape.weightIndex(output, input, tap);
  }

  int indexStart(int output) {
    return OFFSET + output;
  }
}
