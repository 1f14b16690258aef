package dev.javelin.simd;

import static dev.javelin.formula.Expr.input;

import dev.javelin.SteadyState;
import dev.javelin.formula.Formula;
import dev.javelin.kernels.ChannelsLast;
import dev.javelin.kernels.ChannelsLastConvolutionShape;
import dev.javelin.kernels.Convolution;
import dev.javelin.kernels.ConvolutionGradient;
import dev.javelin.kernels.ConvolutionGradientShape;
import dev.javelin.kernels.ConvolutionShape;
import dev.javelin.kernels.Gemm;
import dev.javelin.kernels.GemmShape;
import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.MaxPooling;
import dev.javelin.kernels.MaxPoolingShape;
import dev.javelin.kernels.Numbers;
import dev.javelin.kernels.Pointwise;
import dev.javelin.kernels.RowCopy;
import dev.javelin.kernels.Winograd;
import dev.javelin.kernels.WinogradGradient;
import dev.javelin.kernels.WinogradShape;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Once compiled, kernels allocate nothing. This also finds a vector that the JIT could not keep in
 * a register, since that becomes an object.
 */
final class AllocationTest {
  private static final int LENGTH = 16_387;

  private final Kernels kernels = new VectorKernels();
  private final float[] x = Numbers.gaussian(LENGTH, new Random(1));
  private final float[] y = new float[LENGTH];

  @Test
  void gemm() {
    // A plain product, those of few rows, one of a small batch on a wide weight, of few columns, a
    // long one, an outer one.
    int[][] sizes = {
      {61, 67, 59},
      {1, 300, 13},
      {1, 100, 160},
      {2, 300, 13},
      {32, 64, 160},
      {16, 40, 300},
      {32, 10, 160},
      {20, 20, 784},
      {61, 67, 1}
    };
    for (int[] size : sizes) {
      for (boolean transposeA : new boolean[] {false, true}) {
        for (boolean transposeB : new boolean[] {false, true}) {
          var shape = GemmShape.dense(size[0], size[1], size[2], transposeA, transposeB);
          assertSettles(kernels.gemm(shape));
          assertSettles(kernels.gemm(shape.keepingB()));
        }
      }
    }
  }

  private void assertSettles(Gemm gemm) {
    for (boolean accumulate : new boolean[] {false, true}) {
      assertSettles(
          () -> {
            gemm.loadB(x, 0);
            gemm.multiply(x, 0, y, 0, accumulate);
          });
    }
  }

  @Test
  void convolution() {
    // Tiles of every height: 8 or 5 rows, 4, and single ones.
    int[] offsets = {0, 1, 2, 15, 16, 17, 30, 31, 32};
    int[] weights = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    for (int rows : new int[] {13, 21}) {
      for (int runs : new int[] {2, 14}) {
        assertSettles(new ConvolutionShape(rows, runs, 14, 15, runs * 14, offsets, weights, 9));
      }
    }
  }

  private void assertSettles(ConvolutionShape shape) {
    Convolution convolution = kernels.convolution(shape);
    float[] scratch = new float[convolution.scratchLength()];
    assertSettles(
        () -> {
          convolution.load(x, 0, x, 200);
          convolution.run(x, 0, y, 0, scratch);
        });
  }

  @Test
  void rowCopy() {
    RowCopy copy = kernels.rowCopy(1, 1);
    RowCopy even = kernels.rowCopy(2, 1);
    RowCopy spread = kernels.rowCopy(1, 2);
    assertSettles(
        () -> {
          copy.run(7, 7, x, 0, 9, y, 0, 7);
          copy.run(14, 14, x, 0, 14, y, 0, 16);
          copy.run(28, 28, x, 0, 28, y, 0, 30);
          even.run(14, 14, x, 0, 56, y, 0, 15);
          even.run(14, 28, x, 0, 112, y, 0, 30);
          spread.run(14, 14, x, 0, 14, y, 0, 56);
        });
  }

  @Test
  void convolutionGradient() {
    int[] places = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 18, 19, 20};
    int[] offsets = {0, 1, 2, 15, 16, 17, 30, 31, 32};
    for (int rows : new int[] {5, 67}) {
      for (int gridStride : new int[] {0, 60}) {
        assertSettles(new ConvolutionGradientShape(rows, 16, 1, gridStride, places, offsets));
      }
      assertSettles(new ConvolutionGradientShape(rows, 1, 80, 0, places, offsets));
    }
  }

  private void assertSettles(ConvolutionGradientShape shape) {
    ConvolutionGradient gradient = kernels.convolutionGradient(shape);
    assertSettles(() -> gradient.run(3, x, 0, 1400, x, 0, 4100, y, 0));
  }

  @Test
  void channelsLastConvolution() {
    int[] offsets = {0, 1, 2, 15, 16, 17, 30, 31, 32};
    for (int channels : new int[] {12, 32}) {
      var shape =
          new ChannelsLastConvolutionShape(new ChannelsLast(channels, 42), 14, 15, offsets, 9);
      Convolution convolution = kernels.channelsLastConvolution(shape);
      float[] none = new float[0];
      assertSettles(
          () -> {
            convolution.load(x, 0, x, 200);
            convolution.run(x, 0, y, 0, none);
          });
    }
  }

  @Test
  void winograd() {
    for (WinogradShape shape : winogradShapes()) {
      assertSettles(kernels.winograd(shape));
      assertSettles(kernels.winograd(shape.mirror()));
    }
  }

  /**
   * A whole number of panels, ones that end with a narrow panel, several blocks of k, and 5 x 5.
   */
  private static WinogradShape[] winogradShapes() {
    return new WinogradShape[] {
      new WinogradShape(3, 32, 32, 7, 9, 7, 9, 1, 1, false),
      new WinogradShape(3, 19, 33, 6, 5, 4, 3, 0, 0, false),
      new WinogradShape(3, 33, 3, 6, 5, 8, 7, 2, 2, false),
      new WinogradShape(3, 270, 5, 3, 4, 3, 4, 1, 1, false),
      new WinogradShape(5, 19, 18, 6, 5, 4, 3, 1, 1, false)
    };
  }

  private void assertSettles(Winograd winograd) {
    Winograd.Worker worker = winograd.worker();
    assertSettles(
        () -> {
          winograd.load(x, 0, x, 200);
          worker.run(1, x, 0, y, 0);
        });
  }

  @Test
  void winogradGradient() {
    for (WinogradShape shape : winogradShapes()) {
      WinogradGradient gradient = kernels.winogradGradient(shape);
      assertSettles(() -> gradient.run(2, x, 0, x, 0, y, 0));
    }
  }

  @Test
  void maxPooling() {
    // Windows of four, and others.
    int[] starts = {0, 4, 8, 11};
    int[] positions = {0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10};
    var image = new ChannelsLast(40, 12);
    MaxPooling pooling = kernels.maxPooling(new MaxPoolingShape(image, starts, positions));
    int[] places = new int[3 * image.stride()];
    assertSettles(
        () -> {
          pooling.pool(x, 0, y, 0, places, 0);
          pooling.spread(y, 0, places, 0, y, 1000);
        });
  }

  @Test
  void pointwise() {
    var formula = Formula.store(1, input(0).tanh().plus(input(0).abs().log()).max(input(1)));
    Pointwise pointwise = kernels.pointwise(formula.program());
    float[][] arrays = {x, y};
    int[] offsets = {0, 1};
    int[] strides = {0, 512};
    float[] scalars = {};
    assertSettles(() -> pointwise.run(arrays, offsets, strides, scalars, 8, 511));
  }

  @Test
  void reductions() {
    assertSettles(
        () -> {
          y[0] = (float) kernels.reductions().sum(x, 0, LENGTH);
          y[0] += kernels.reductions().max(x, 0, LENGTH);
        });
    assertSettles(() -> kernels.reductions().columnSums(x, 0, 301, 13, 299, y, 0, true));
  }

  @Test
  void bytes() {
    byte[] bytes = new byte[LENGTH];
    assertSettles(() -> kernels.unsignedBytesToFloats(bytes, 0, y, 0, LENGTH, 255));
  }

  /** A few hundred runs together settle at nothing. */
  private static void assertSettles(Runnable kernel) {
    SteadyState.assertAllocatesNothing(
        "300 runs",
        () -> {
          for (int run = 0; run < 300; run++) {
            kernel.run();
          }
        });
  }
}
