package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.Gemm;
import dev.javelin.kernels.GemmShape;
import jdk.incubator.vector.FloatVector;

/**
 * C = a b' of a column and a row, where k is 1: the weights' gradient of a single example, or the
 * input's of a layer with one output. Each number of C is one multiply-add, so a tile in registers
 * would save nothing; row after row goes straight to memory.
 */
final class OuterProduct implements Gemm {
  private final GemmShape shape;
  private final float[] row;
  private boolean loaded;

  OuterProduct(GemmShape shape) {
    this.shape = shape;
    this.row = new float[shape.n()];
  }

  @Override
  public void loadB(float[] b, int bOffset) {
    int step = shape.transposeB() ? shape.ldb() : 1;
    for (int j = 0; j < row.length; j++) {
      row[j] = b[bOffset + j * step];
    }
    loaded = true;
  }

  @Override
  public void multiply(float[] a, int aOffset, float[] c, int cOffset, boolean accumulate) {
    if (!loaded) {
      throw new IllegalStateException("no matrix B was loaded");
    }
    int step = shape.transposeA() ? 1 : shape.lda();
    for (int i = 0; i < shape.m(); i++) {
      float x = a[aOffset + i * step];
      int co = cOffset + i * shape.ldc();
      if (accumulate) {
        addScaled(x, row, c, co);
      } else {
        scale(x, row, c, co);
      }
    }
  }

  private static void addScaled(float x, float[] row, float[] c, int co) {
    int j = 0;
    for (; j <= row.length - LANES; j += LANES) {
      FloatVector.broadcast(SPECIES, x)
          .fma(FloatVector.fromArray(SPECIES, row, j), FloatVector.fromArray(SPECIES, c, co + j))
          .intoArray(c, co + j);
    }
    for (; j < row.length; j++) {
      c[co + j] = Math.fma(x, row[j], c[co + j]);
    }
  }

  /** Adds to +0, which makes +0 of a product of -0. */
  private static void scale(float x, float[] row, float[] c, int co) {
    int j = 0;
    for (; j <= row.length - LANES; j += LANES) {
      FloatVector.broadcast(SPECIES, x)
          .fma(FloatVector.fromArray(SPECIES, row, j), FloatVector.broadcast(SPECIES, 0f))
          .intoArray(c, co + j);
    }
    for (; j < row.length; j++) {
      c[co + j] = Math.fma(x, row[j], 0f);
    }
  }
}
