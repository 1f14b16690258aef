package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The tiles that do most of the work once more, for sums that start from zero: without vectors of a
 * start to load, and to check the bounds of. With a short k a tile takes as long before and after
 * its steps as for them. (With a branch in one kernel tiles are slower once both sides have been
 * taken: docs/experiments.md.) Their arguments are those of {@link MicroKernel}, but for the start.
 */
final class StartingKernel {

  private StartingKernel() {}

  /** 6 rows x 2 vectors of a packed B. */
  static void tile6x2(
      int k, float[] a, int ao, int as, float[] b, int bo, float[] c, int co, int cs) {
    FloatVector c00 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c01 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c10 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c11 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c20 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c21 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c30 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c31 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c40 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c41 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c50 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c51 = FloatVector.broadcast(SPECIES, 0f);

    int a1 = ao + as;
    int a2 = ao + 2 * as;
    int a3 = ao + 3 * as;
    int a4 = ao + 4 * as;
    int a5 = ao + 5 * as;
    for (int p = 0; p < k; p++) {
      int q = bo + p * PANEL;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[ao + p]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + p]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + p]);
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
    }

    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c10.intoArray(c, co + cs);
    c11.intoArray(c, co + cs + LANES);
    c20.intoArray(c, co + 2 * cs);
    c21.intoArray(c, co + 2 * cs + LANES);
    c30.intoArray(c, co + 3 * cs);
    c31.intoArray(c, co + 3 * cs + LANES);
    c40.intoArray(c, co + 4 * cs);
    c41.intoArray(c, co + 4 * cs + LANES);
    c50.intoArray(c, co + 5 * cs);
    c51.intoArray(c, co + 5 * cs + LANES);
  }

  /** 10 rows x 2 vectors, of strips of A. */
  static void strip10x2(int k, float[] a, int ao, float[] b, int bo, float[] c, int co, int cs) {
    FloatVector c00 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c01 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c10 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c11 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c20 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c21 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c30 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c31 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c40 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c41 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c50 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c51 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c60 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c61 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c70 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c71 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c80 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c81 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c90 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c91 = FloatVector.broadcast(SPECIES, 0f);

    for (int p = 0; p < k; p++) {
      int i = ao + p * Strip.WIDTH;
      int q = bo + p * PANEL;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[i]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[i + 1]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[i + 2]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[i + 3]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[i + 4]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[i + 5]);
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
      FloatVector x6 = FloatVector.broadcast(SPECIES, a[i + 6]);
      c60 = x6.fma(b0, c60);
      c61 = x6.fma(b1, c61);
      FloatVector x7 = FloatVector.broadcast(SPECIES, a[i + 7]);
      c70 = x7.fma(b0, c70);
      c71 = x7.fma(b1, c71);
      FloatVector x8 = FloatVector.broadcast(SPECIES, a[i + 8]);
      c80 = x8.fma(b0, c80);
      c81 = x8.fma(b1, c81);
      FloatVector x9 = FloatVector.broadcast(SPECIES, a[i + 9]);
      c90 = x9.fma(b0, c90);
      c91 = x9.fma(b1, c91);
    }

    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c10.intoArray(c, co + cs);
    c11.intoArray(c, co + cs + LANES);
    c20.intoArray(c, co + 2 * cs);
    c21.intoArray(c, co + 2 * cs + LANES);
    c30.intoArray(c, co + 3 * cs);
    c31.intoArray(c, co + 3 * cs + LANES);
    c40.intoArray(c, co + 4 * cs);
    c41.intoArray(c, co + 4 * cs + LANES);
    c50.intoArray(c, co + 5 * cs);
    c51.intoArray(c, co + 5 * cs + LANES);
    c60.intoArray(c, co + 6 * cs);
    c61.intoArray(c, co + 6 * cs + LANES);
    c70.intoArray(c, co + 7 * cs);
    c71.intoArray(c, co + 7 * cs + LANES);
    c80.intoArray(c, co + 8 * cs);
    c81.intoArray(c, co + 8 * cs + LANES);
    c90.intoArray(c, co + 9 * cs);
    c91.intoArray(c, co + 9 * cs + LANES);
  }

  /**
   * 6 rows x 2 vectors, of strips of A, for 16 registers; {@link PackedKernel} says what the stores
   * are for.
   */
  static void strip6x2(int k, float[] a, int ao, float[] b, int bo, float[] c, int co, int cs) {
    FloatVector c00 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c01 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c10 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c11 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c20 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c21 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c30 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c31 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c40 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c41 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c50 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c51 = FloatVector.broadcast(SPECIES, 0f);

    for (int p = 0; p < k; p++) {
      int i = ao + p * Strip.WIDTH;
      int q = bo + p * PANEL;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[i]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      c[co] = 0f;
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[i + 1]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      c[co + 1] = 0f;
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[i + 2]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      c[co + 2] = 0f;
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[i + 3]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      c[co + 3] = 0f;
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[i + 4]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[i + 5]);
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
    }

    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c10.intoArray(c, co + cs);
    c11.intoArray(c, co + cs + LANES);
    c20.intoArray(c, co + 2 * cs);
    c21.intoArray(c, co + 2 * cs + LANES);
    c30.intoArray(c, co + 3 * cs);
    c31.intoArray(c, co + 3 * cs + LANES);
    c40.intoArray(c, co + 4 * cs);
    c41.intoArray(c, co + 4 * cs + LANES);
    c50.intoArray(c, co + 5 * cs);
    c51.intoArray(c, co + 5 * cs + LANES);
  }
}
