package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of a B that is read where it stands, its rows {@code bs} floats apart, which few rows of A
 * meet. Their arguments are those of {@link MicroKernel}.
 */
final class StandingKernel {

  private StandingKernel() {}

  /** 6 rows x 2 vectors. */
  static void tile6x2(
      int k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c01 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, so + ss + LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, so + 2 * ss);
    FloatVector c21 = FloatVector.fromArray(SPECIES, s, so + 2 * ss + LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, so + 3 * ss);
    FloatVector c31 = FloatVector.fromArray(SPECIES, s, so + 3 * ss + LANES);
    FloatVector c40 = FloatVector.fromArray(SPECIES, s, so + 4 * ss);
    FloatVector c41 = FloatVector.fromArray(SPECIES, s, so + 4 * ss + LANES);
    FloatVector c50 = FloatVector.fromArray(SPECIES, s, so + 5 * ss);
    FloatVector c51 = FloatVector.fromArray(SPECIES, s, so + 5 * ss + LANES);

    int a1 = ao + as;
    int a2 = ao + 2 * as;
    int a3 = ao + 3 * as;
    int a4 = ao + 4 * as;
    int a5 = ao + 5 * as;
    for (int p = 0, q = bo; p < k; p++, q += bs) {
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

  /** 4 rows x 2 vectors. */
  static void tile4x2(
      int k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c01 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, so + ss + LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, so + 2 * ss);
    FloatVector c21 = FloatVector.fromArray(SPECIES, s, so + 2 * ss + LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, so + 3 * ss);
    FloatVector c31 = FloatVector.fromArray(SPECIES, s, so + 3 * ss + LANES);

    int a1 = ao + as;
    int a2 = ao + 2 * as;
    int a3 = ao + 3 * as;
    for (int p = 0, q = bo; p < k; p++, q += bs) {
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
    }

    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c10.intoArray(c, co + cs);
    c11.intoArray(c, co + cs + LANES);
    c20.intoArray(c, co + 2 * cs);
    c21.intoArray(c, co + 2 * cs + LANES);
    c30.intoArray(c, co + 3 * cs);
    c31.intoArray(c, co + 3 * cs + LANES);
  }
}
