package dev.javelin.examples.recipe;

import dev.javelin.kernels.Gemm;
import dev.javelin.kernels.GemmShape;
import dev.javelin.kernels.Kernels;
import java.util.List;

/**
 * Gets the JIT to compile the kernels of dense networks while a data set is being read, instead of
 * during the first steps of training. It needs the launcher's thresholds, by which a kernel is
 * compiled after a few calls.
 */
final class KernelWarmUp {
  /** Calls of each; six are enough for C2, if they come before those of the Vector API's inside. */
  private static final int ROUNDS = 10;

  /**
   * As long as sums are in training: C2 looks at how long a loop was, and compiled after sums of 16
   * the kernels stay slower by a tenth.
   */
  private static final int K = 256;

  /** Four tiles of six rows and one of four, too many for the product to be mirrored. */
  private static final int FEW = 28;

  /** Four tiles of ten rows, too many for B to be read where it stands. */
  private static final int MANY = 40;

  private static final int BATCH = 32;
  private static final int WIDE = 64;
  private static final int CLASSES = 10;

  private final Kernels kernels;
  private final float[] x = new float[K * WIDE];
  private final float[] w = new float[K * WIDE];
  private final float[] y = new float[WIDE * WIDE];

  KernelWarmUp(Kernels kernels) {
    this.kernels = kernels;
  }

  /**
   * Begins, on a thread of its own, which is returned; it ends by itself and keeps no JVM alive.
   */
  static Thread begin(Kernels kernels) {
    return Thread.ofPlatform()
        .name("javelin-warm-up")
        .daemon()
        .start(new KernelWarmUp(kernels)::run);
  }

  void run() {
    List<Gemm> products =
        List.of(
            kernels.gemm(GemmShape.dense(FEW, WIDE, K, false, true)),
            kernels.gemm(GemmShape.dense(BATCH, CLASSES, K, false, true)),
            kernels.gemm(GemmShape.dense(MANY, WIDE, K, true, false)),
            kernels.gemm(GemmShape.dense(CLASSES, WIDE, K, true, false)));
    byte[] pixels = new byte[K];
    for (int i = 0; i < ROUNDS; i++) {
      for (Gemm product : products) {
        product.loadB(w, 0);
        product.multiply(x, 0, y, 0, false);
      }
      kernels.unsignedBytesToFloats(pixels, 0, x, 0, K, 255);
      kernels.reductions().columnSums(x, 0, WIDE, K, WIDE, y, 0, false);
    }
  }
}
