package dev.javelin.simd;

import static dev.javelin.formula.Expr.input;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.javelin.formula.Formula;
import dev.javelin.kernels.Gemm;
import dev.javelin.kernels.GemmShape;
import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.Numbers;
import dev.javelin.kernels.Pointwise;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Once compiled, kernels allocate nothing. This also finds a vector that the JIT could not keep in
 * a register, since that becomes an object.
 */
final class AllocationTest {
  private static final int LENGTH = 4099;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Kernels kernels = new VectorKernels();
  private final float[] x = Numbers.gaussian(LENGTH, new Random(1));
  private final float[] y = new float[LENGTH];

  @Test
  void gemm() {
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        Gemm gemm = kernels.gemm(GemmShape.dense(61, 67, 59, transposeA, transposeB));
        assertSettles(
            () -> {
              gemm.loadB(x, 0);
              gemm.multiply(x, 0, y, 0, true);
            });
      }
    }
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

  /** Runs until a few hundred runs together allocate nothing. */
  private static void assertSettles(Runnable kernel) {
    var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long end = System.nanoTime() + PATIENCE.toNanos();
    long allocated = Long.MAX_VALUE;
    while (allocated > 0 && System.nanoTime() < end) {
      long before = bean.getCurrentThreadAllocatedBytes();
      for (int run = 0; run < 300; run++) {
        kernel.run();
      }
      allocated = bean.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).as("bytes that 300 runs allocate").isZero();
  }
}
