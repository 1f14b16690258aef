package dev.javelin.kernels;

import static dev.javelin.kernels.Numbers.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.formula.Program;
import dev.javelin.formula.RandomPrograms;
import dev.javelin.kernels.scalar.ScalarKernels;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * What every implementation of {@link Kernels} must keep: the mathematics, within a bound, and the
 * bits of the scalar reference, exactly.
 */
public abstract class KernelsContract {
  private static final int TRIES = 150;
  // Of one rounding to float32, relative.
  private static final double ROUNDING = 0x1p-24;

  private final Kernels reference = new ScalarKernels();

  /** The kernels to test. */
  protected abstract Kernels kernels();

  @Provide
  Arbitrary<GemmCase> products() {
    return GemmCase.any();
  }

  @Provide
  Arbitrary<ConvolutionCase> convolutions() {
    return ConvolutionCase.any();
  }

  @Provide
  Arbitrary<GradientCase> gradients() {
    return GradientCase.any();
  }

  @Provide
  Arbitrary<Program> programs() {
    return RandomPrograms.any();
  }

  /** A chain of k roundings, each of at most a rounding of the sum of all magnitudes. */
  @Property(tries = TRIES)
  void productIsWithinItsErrorBound(@ForAll("products") GemmCase product) {
    Random random = product.random();
    float[] a = Numbers.gaussian(product.arrayLength(), random);
    float[] b = Numbers.gaussian(product.arrayLength(), random);
    float[] c = Numbers.gaussian(product.arrayLength(), random);
    float[] actual = product.run(kernels(), a, b, c);
    GemmShape shape = product.shape();
    float[] outside = c.clone();
    for (int i = 0; i < shape.m(); i++) {
      for (int j = 0; j < shape.n(); j++) {
        int at = product.indexC(i, j);
        double exact = product.accumulate() ? c[at] : 0;
        double magnitude = Math.abs(exact);
        for (int p = 0; p < shape.k(); p++) {
          double term = (double) a[product.indexA(i, p)] * b[product.indexB(p, j)];
          exact += term;
          magnitude += Math.abs(term);
        }
        double bound = shape.k() * ROUNDING * magnitude * 1.001;
        assertThat((double) actual[at]).isCloseTo(exact, within(bound));
        outside[at] = actual[at];
      }
    }
    assertSameBits(actual, outside);
  }

  @Property(tries = TRIES)
  void productHasTheBitsOfTheReference(
      @ForAll("products") GemmCase product, @ForAll boolean special) {
    Random random = product.random();
    int length = product.arrayLength();
    float[] a = special ? Numbers.mixed(length, random) : Numbers.gaussian(length, random);
    float[] b = Numbers.gaussian(length, random);
    float[] c = Numbers.mixed(length, random);
    assertSameBits(product.run(kernels(), a, b, c), product.run(reference, a, b, c));
  }

  /**
   * Longer than any block of an implementation in each direction, and the shapes that it may treat
   * in ways of their own: few rows, small batches on a wide weight, a single k, many columns, many
   * rows, of which one, three or five are left over, a B that is kept.
   */
  @Example
  void largeProductsHaveTheBitsOfTheReference() {
    int[][] sizes = {
      {67, 131, 1100},
      {32, 256, 1040},
      {40, 300, 1},
      {1, 256, 20},
      {1, 300, 200},
      {1, 300, 300},
      {2, 40, 300},
      {3, 300, 200},
      {7, 133, 1040},
      {20, 600, 40},
      {47, 520, 1040},
      {133, 520, 30},
      {36, 520, 2},
      {29, 520, 9},
      {500, 70, 1100},
      {1000, 40, 300},
      {1000, 70, 300},
      {2281, 70, 3},
      {2283, 70, 3},
      {2285, 70, 3}
    };
    for (int[] size : sizes) {
      assertProductsHaveTheBitsOfTheReference(size[0], size[1], size[2]);
    }
  }

  /** Rows that come out even in tiles and strips, and all others. */
  @Example
  void productsOfAnyFewRowsHaveTheBitsOfTheReference() {
    for (int m = 2; m <= 25; m++) {
      for (int k : new int[] {2, 3, 30}) {
        assertProductsHaveTheBitsOfTheReference(m, 70, k);
      }
    }
  }

  /** Columns that come out even in vectors, and all others; A and B hold nothing more. */
  @Example
  void productsOfAnyFewColumnsHaveTheBitsOfTheReference() {
    for (int n = 2; n <= 35; n++) {
      for (int k : new int[] {2, 8, 30}) {
        assertProductsHaveTheBitsOfTheReference(20, n, k);
      }
      for (int k : new int[] {30, 72, 77}) {
        assertProductsHaveTheBitsOfTheReference(1, n, k);
      }
    }
  }

  /** A row whose numbers have gaps between them. */
  @Example
  void aRowThatIsAColumnHasTheBitsOfTheReference() {
    for (boolean transposeB : new boolean[] {false, true}) {
      int ldb = transposeB ? 90 : 20;
      assertProduct(new GemmShape(1, 20, 90, true, transposeB, 3, ldb, 20, false), false);
    }
  }

  private void assertProductsHaveTheBitsOfTheReference(int m, int n, int k) {
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        for (boolean accumulate : new boolean[] {false, true}) {
          GemmShape shape = withGap(m, n, k, transposeA, transposeB);
          assertProduct(shape, accumulate);
          assertProduct(shape.keepingB(), accumulate);
        }
      }
    }
  }

  private static GemmShape withGap(int m, int n, int k, boolean transposeA, boolean transposeB) {
    int lda = transposeA ? m : k;
    int ldb = transposeB ? k : n;
    return new GemmShape(m, n, k, transposeA, transposeB, lda, ldb, n + 3, false);
  }

  private void assertProduct(GemmShape shape, boolean accumulate) {
    var product = new GemmCase(shape, 0, accumulate, 1);
    int rows = shape.transposeA() ? shape.k() : shape.m();
    float[] a = Numbers.gaussian(rows * shape.lda(), product.random());
    float[] b = Numbers.gaussian(shape.n() * shape.k() + 1, product.random());
    float[] c = Numbers.gaussian(shape.m() * shape.ldc() + 2, product.random());
    assertSameBits(product.run(kernels(), a, b, c), product.run(reference, a, b, c));
  }

  @Example
  void productNeedsTheRightHandMatrixFirst() {
    GemmShape[] shapes = {
      GemmShape.dense(2, 2, 1, false, false),
      GemmShape.dense(2, 2, 2, false, false),
      GemmShape.dense(1, 16, 100, false, true),
      GemmShape.dense(32, 10, 256, false, true)
    };
    for (GemmShape shape : shapes) {
      Gemm gemm = kernels().gemm(shape);
      float[] a = new float[shape.m() * shape.k()];
      float[] c = new float[shape.m() * shape.n()];
      assertThatThrownBy(() -> gemm.multiply(a, 0, c, 0, false))
          .as("%s", shape)
          .isInstanceOf(IllegalStateException.class);
    }
  }

  /** A chain of roundings, each of at most a rounding of the sum of all magnitudes. */
  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void convolutionIsWithinItsErrorBound(@ForAll("convolutions") ConvolutionCase convolution) {
    Random random = convolution.random();
    ConvolutionShape shape = convolution.shape();
    float[] w = Numbers.gaussian(convolution.weightLength(), random);
    float[] starts = Numbers.gaussian(convolution.weightLength(), random);
    float[] x = Numbers.gaussian(convolution.gridLength(), random);
    float[] y = Numbers.gaussian(convolution.resultLength(), random);
    float[] actual = convolution.run(kernels(), w, starts, x, y);
    float[] outside = y.clone();
    for (int r = 0; r < shape.rows(); r++) {
      for (int p = 0; p < shape.results(); p++) {
        double exact = starts[convolution.indexStart(r)];
        double magnitude = Math.abs(exact);
        for (int k = 0; k < shape.terms(); k++) {
          double term = (double) w[convolution.indexW(r, k)] * x[convolution.indexX(k, p)];
          exact += term;
          magnitude += Math.abs(term);
        }
        int at = convolution.indexY(r, p);
        double bound = shape.terms() * ROUNDING * magnitude * 1.001;
        assertThat((double) actual[at]).isCloseTo(exact, within(bound));
        outside[at] = actual[at];
      }
    }
    assertSameBits(actual, outside);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void convolutionHasTheBitsOfTheReference(
      @ForAll("convolutions") ConvolutionCase convolution,
      @ForAll boolean special,
      @ForAll boolean started) {
    Random random = convolution.random();
    float[] w = Numbers.gaussian(convolution.weightLength(), random);
    float[] starts = started ? Numbers.mixed(convolution.weightLength(), random) : null;
    int length = convolution.gridLength();
    float[] x = special ? Numbers.mixed(length, random) : Numbers.gaussian(length, random);
    float[] y = Numbers.mixed(convolution.resultLength(), random);
    assertSameBits(
        convolution.run(kernels(), w, starts, x, y), convolution.run(reference, w, starts, x, y));
  }

  /** A chain of roundings, each of at most a rounding of the sum of all magnitudes. */
  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void convolutionGradientIsWithinItsErrorBound(@ForAll("gradients") GradientCase gradient) {
    Random random = gradient.random();
    ConvolutionGradientShape shape = gradient.shape();
    float[] dy = Numbers.gaussian(gradient.dyLength(), random);
    float[] x = Numbers.gaussian(gradient.gridLength(), random);
    float[] dw = Numbers.gaussian(gradient.weightLength(), random);
    float[] actual = gradient.run(kernels(), dy, x, dw);
    float[] outside = dw.clone();
    int chain = gradient.images() * shape.places().length;
    for (int r = 0; r < shape.rows(); r++) {
      for (int k = 0; k < shape.terms(); k++) {
        double exact = 0;
        double magnitude = 0;
        for (int i = 0; i < gradient.images(); i++) {
          for (int p = 0; p < shape.places().length; p++) {
            double term = (double) dy[gradient.indexY(i, r, p)] * x[gradient.indexX(i, r, k, p)];
            exact += term;
            magnitude += Math.abs(term);
          }
        }
        int at = gradient.indexW(r, k);
        double bound = chain * ROUNDING * magnitude * 1.001;
        assertThat((double) actual[at]).isCloseTo(exact, within(bound));
        outside[at] = actual[at];
      }
    }
    assertSameBits(actual, outside);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void convolutionGradientHasTheBitsOfTheReference(
      @ForAll("gradients") GradientCase gradient, @ForAll boolean special) {
    Random random = gradient.random();
    float[] dy = Numbers.gaussian(gradient.dyLength(), random);
    int length = gradient.gridLength();
    float[] x = special ? Numbers.mixed(length, random) : Numbers.gaussian(length, random);
    float[] dw = Numbers.gaussian(gradient.weightLength(), random);
    assertSameBits(gradient.run(kernels(), dy, x, dw), gradient.run(reference, dy, x, dw));
  }

  @Property(tries = TRIES)
  void rowsAreCopiedToWhereTheyBelong(
      @ForAll @IntRange(min = 0, max = 5) int rows,
      @ForAll @IntRange(min = 0, max = 70) int count,
      @ForAll @IntRange(min = 1, max = 3) int fromStep,
      @ForAll @IntRange(min = 1, max = 3) int toStep,
      @ForAll @IntRange(min = 0, max = 3) int gap,
      @ForAll @IntRange(min = 0, max = 2) int behind,
      @ForAll Random random) {
    int fromPitch = count * fromStep + random.nextInt(4);
    int toPitch = count * toStep + gap;
    int fromLength = 3 + Math.max(0, rows - 1) * fromPitch + count * fromStep + behind;
    float[] from = Numbers.mixed(fromLength, random);
    float[] to = Numbers.mixed(3 + rows * toPitch + behind, random);
    float[] expected = to.clone();
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < count; x++) {
        expected[3 + y * toPitch + x * toStep] = from[3 + y * fromPitch + x * fromStep];
      }
    }
    kernels().rowCopy(fromStep, toStep).run(rows, count, from, 3, fromPitch, to, 3, toPitch);
    assertSameBits(to, expected);
  }

  @Example
  void convolutionNeedsItsWeightsFirst() {
    var shape = new ConvolutionShape(1, 1, 32, 32, 32, new int[] {0}, new int[] {0}, 1);
    Convolution convolution = kernels().convolution(shape);
    assertThatThrownBy(() -> convolution.run(new float[32], 0, new float[32], 0, new float[32]))
        .isInstanceOf(IllegalStateException.class);
  }

  /**
   * Operands are four rows of one array, so that slots also share it; a slot may be read and set.
   */
  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void pointwiseHasTheBitsOfTheReference(
      @ForAll("programs") Program program,
      @ForAll @IntRange(min = 1, max = 3) int rows,
      @ForAll @IntRange(min = 1, max = 150) int length,
      @ForAll @IntRange(min = 0, max = 2) int gap,
      @ForAll boolean repeatFirst,
      @ForAll Random random) {
    int slots = RandomPrograms.SLOTS;
    int stride = length + gap;
    float[][] arrays = new float[slots][];
    int[] offsets = new int[slots];
    int[] strides = new int[slots];
    for (int slot = 0; slot < slots; slot++) {
      arrays[slot] = Numbers.mixed(3 + rows * stride, random);
      offsets[slot] = random.nextInt(4);
      strides[slot] = stride;
    }
    boolean written = program.stores().stream().anyMatch(store -> store.slot() == 0);
    if (repeatFirst && !written) {
      strides[0] = 0;
    }
    float[] scalars = Numbers.mixed(RandomPrograms.SCALARS, random);
    float[][] expected = Arrays.stream(arrays).map(float[]::clone).toArray(float[][]::new);
    reference.pointwise(program).run(expected, offsets, strides, scalars, rows, length);
    kernels().pointwise(program).run(arrays, offsets, strides, scalars, rows, length);
    for (int slot = 0; slot < slots; slot++) {
      assertSameBits(arrays[slot], expected[slot]);
    }
  }

  @Property(tries = TRIES)
  void reductionsHaveTheBitsOfTheReference(
      @ForAll @IntRange(min = 0, max = 9000) int length,
      @ForAll @IntRange(min = 0, max = 5) int offset,
      @ForAll boolean special,
      @ForAll Random random) {
    float[] x =
        special
            ? Numbers.mixed(offset + length, random)
            : Numbers.gaussian(offset + length, random);
    Reductions actual = kernels().reductions();
    Reductions expected = reference.reductions();
    // As objects, so that NaN equals NaN, and zeros of both signs differ.
    assertThat((Double) actual.sum(x, offset, length))
        .isEqualTo((Double) expected.sum(x, offset, length));
    assertThat((Float) actual.max(x, offset, length))
        .isEqualTo((Float) expected.max(x, offset, length));
  }

  @Property(tries = TRIES)
  void sumAndMaxAreRight(@ForAll @IntRange(min = 1, max = 9000) int length, @ForAll Random random) {
    float[] x = Numbers.gaussian(length, random);
    double exact = 0;
    double magnitude = 0;
    float max = x[0];
    for (float value : x) {
      exact += value;
      magnitude += Math.abs(value);
      max = Math.max(max, value);
    }
    // The longest chain of roundings: a lane of a chunk, the tree and the rest.
    int chain = Reductions.CHUNK / Reductions.VIRTUAL_LANES + 4 + Reductions.VIRTUAL_LANES;
    assertThat(kernels().reductions().sum(x, 0, length))
        .isCloseTo(exact, within(chain * ROUNDING * magnitude));
    assertThat(kernels().reductions().max(x, 0, length)).isEqualTo(max);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void columnSumsHaveTheBitsOfTheReference(
      @ForAll @IntRange(min = 1, max = 20) int rows,
      @ForAll @IntRange(min = 1, max = 150) int columns,
      @ForAll @IntRange(min = 0, max = 3) int gap,
      @ForAll boolean accumulate,
      @ForAll Random random) {
    int stride = columns + gap;
    float[] x = Numbers.mixed(1 + rows * stride, random);
    float[] actual = Numbers.mixed(columns + 4, random);
    float[] expected = actual.clone();
    kernels().reductions().columnSums(x, 1, stride, rows, columns, actual, 2, accumulate);
    reference.reductions().columnSums(x, 1, stride, rows, columns, expected, 2, accumulate);
    assertSameBits(actual, expected);
  }

  @Property(tries = TRIES)
  void bytesHaveTheBitsOfTheReference(
      @ForAll @IntRange(min = 0, max = 300) int length,
      @ForAll @IntRange(min = 0, max = 5) int offset,
      @ForAll Random random) {
    byte[] source = new byte[length + offset];
    random.nextBytes(source);
    float[] actual = new float[length + 3];
    float[] expected = new float[length + 3];
    kernels().unsignedBytesToFloats(source, offset, actual, 1, length, 255);
    for (int i = 0; i < length; i++) {
      expected[1 + i] = Byte.toUnsignedInt(source[offset + i]) / 255f;
    }
    assertSameBits(actual, expected);
  }
}
