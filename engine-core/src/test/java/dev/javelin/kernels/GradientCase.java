package dev.javelin.kernels;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A convolution's gradient to be computed, of numbers anywhere within {@link #REACH}. */
record GradientCase(ConvolutionGradientShape shape, int images, long seed) {
  private static final int REACH = 50;

  /** How the channels of dy lie, and whether each has a grid of its own. */
  private enum Layout {
    FIRST,
    DEPTHWISE,
    LAST
  }

  /** Where each array begins. */
  private static final int OFFSET = 3;

  static Arbitrary<GradientCase> any() {
    Arbitrary<Integer> rows = Arbitraries.integers().between(1, 70);
    Arbitrary<Integer> gap = Arbitraries.integers().between(0, 3);
    Arbitrary<Integer> places =
        Arbitraries.oneOf(
            Arbitraries.integers().between(1, 70), Arbitraries.integers().between(240, 600));
    Arbitrary<Integer> terms =
        Arbitraries.oneOf(
            Arbitraries.integers().between(1, 30), Arbitraries.integers().between(60, 150));
    Arbitrary<Integer> images = Arbitraries.integers().between(1, 5);
    Arbitrary<Layout> layout = Arbitraries.of(Layout.values());
    return Combinators.combine(rows, gap, layout, places, terms, images, Arbitraries.longs())
        .as(GradientCase::of);
  }

  private static GradientCase of(
      int rows, int gap, Layout layout, int places, int terms, int images, long seed) {
    Random random = new Random(seed);
    boolean last = layout == Layout.LAST;
    var shape =
        new ConvolutionGradientShape(
            rows,
            last ? 1 : places + gap,
            last ? new ChannelsLast(rows + gap, places).stride() : 1,
            layout == Layout.DEPTHWISE ? 2 * REACH : 0,
            random.ints(places, 0, REACH).toArray(),
            random.ints(terms, 0, REACH).toArray());
    return new GradientCase(shape, images, seed);
  }

  Random random() {
    return new Random(seed);
  }

  private int dyStride() {
    return 1 + (shape.isChannelsLast() ? shape.places().length : shape.rows()) * rowLength();
  }

  private int rowLength() {
    return Math.max(shape.rowStride(), shape.placeStride());
  }

  private int gridStride() {
    return (shape.rows() - 1) * shape.inputRowStride() + 2 * REACH;
  }

  int dyLength() {
    return OFFSET + images * dyStride();
  }

  int gridLength() {
    return OFFSET + images * gridStride();
  }

  int weightLength() {
    return OFFSET + shape.rows() * shape.terms() + 1;
  }

  /** The array of dw afterwards. */
  float[] run(Kernels kernels, float[] dy, float[] x, float[] dw) {
    float[] result = dw.clone();
    ConvolutionGradient gradient = kernels.convolutionGradient(shape);
    // Twice: what the first run leaves must not show.
    for (int run = 0; run < 2; run++) {
      gradient.run(images, dy, OFFSET, dyStride(), x, OFFSET, gridStride(), result, OFFSET);
    }
    return result;
  }

  int indexX(int image, int r, int k, int p) {
    int row = OFFSET + image * gridStride() + r * shape.inputRowStride();
    return row + shape.places()[p] + shape.inputOffsets()[k];
  }

  int indexY(int image, int r, int p) {
    return OFFSET + image * dyStride() + r * shape.rowStride() + p * shape.placeStride();
  }

  int indexW(int r, int k) {
    return OFFSET + r * shape.terms() + k;
  }
}
