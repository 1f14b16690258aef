package dev.javelin.kernels.scalar;

import dev.javelin.kernels.Gemm;
import dev.javelin.kernels.GemmShape;
import java.util.Arrays;

/** The matrix product as its definition reads, a row of C at a time. */
final class ScalarGemm implements Gemm {
  private final GemmShape shape;
  // op(B) as [k, n] without gaps, so that the inner loop runs along rows, which a JIT vectorises.
  private final float[] right;
  private boolean loaded;

  ScalarGemm(GemmShape shape) {
    this.shape = shape;
    this.right = new float[Math.multiplyExact(shape.k(), shape.n())];
  }

  @Override
  public void loadB(float[] b, int bOffset) {
    for (int p = 0; p < shape.k(); p++) {
      for (int j = 0; j < shape.n(); j++) {
        right[p * shape.n() + j] =
            b[bOffset + (shape.transposeB() ? j * shape.ldb() + p : p * shape.ldb() + j)];
      }
    }
    loaded = true;
  }

  @Override
  public void multiply(float[] a, int aOffset, float[] c, int cOffset, boolean accumulate) {
    if (!loaded) {
      throw new IllegalStateException("no matrix B was loaded");
    }
    for (int i = 0; i < shape.m(); i++) {
      int row = cOffset + i * shape.ldc();
      if (!accumulate) {
        Arrays.fill(c, row, row + shape.n(), 0f);
      }
      for (int p = 0; p < shape.k(); p++) {
        float left = a[aOffset + (shape.transposeA() ? p * shape.lda() + i : i * shape.lda() + p)];
        addScaledRow(left, p * shape.n(), c, row);
      }
    }
  }

  private void addScaledRow(float left, int from, float[] c, int row) {
    for (int j = 0; j < shape.n(); j++) {
      c[row + j] = Math.fma(left, right[from + j], c[row + j]);
    }
  }
}
