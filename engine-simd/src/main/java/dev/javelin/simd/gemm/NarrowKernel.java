package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Kernels for a C of few rows or few columns. Their arguments are those of {@link MicroKernel}. */
final class NarrowKernel {

  private NarrowKernel() {}

  /** 8 rows x 1 vector of a packed B, for a C that is at most one vector wide. */
  static void tile8x1(
      int k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, so + 2 * ss);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, so + 3 * ss);
    FloatVector c40 = FloatVector.fromArray(SPECIES, s, so + 4 * ss);
    FloatVector c50 = FloatVector.fromArray(SPECIES, s, so + 5 * ss);
    FloatVector c60 = FloatVector.fromArray(SPECIES, s, so + 6 * ss);
    FloatVector c70 = FloatVector.fromArray(SPECIES, s, so + 7 * ss);

    int a1 = ao + as;
    int a2 = ao + 2 * as;
    int a3 = ao + 3 * as;
    int a4 = ao + 4 * as;
    int a5 = ao + 5 * as;
    int a6 = ao + 6 * as;
    int a7 = ao + 7 * as;
    for (int p = 0; p < k; p++) {
      int q = bo + p * PANEL;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[ao + p]);
      c00 = x0.fma(b0, c00);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
      c10 = x1.fma(b0, c10);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
      c20 = x2.fma(b0, c20);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
      c30 = x3.fma(b0, c30);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + p]);
      c40 = x4.fma(b0, c40);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + p]);
      c50 = x5.fma(b0, c50);
      FloatVector x6 = FloatVector.broadcast(SPECIES, a[a6 + p]);
      c60 = x6.fma(b0, c60);
      FloatVector x7 = FloatVector.broadcast(SPECIES, a[a7 + p]);
      c70 = x7.fma(b0, c70);
    }

    c00.intoArray(c, co);
    c10.intoArray(c, co + cs);
    c20.intoArray(c, co + 2 * cs);
    c30.intoArray(c, co + 3 * cs);
    c40.intoArray(c, co + 4 * cs);
    c50.intoArray(c, co + 5 * cs);
    c60.intoArray(c, co + 6 * cs);
    c70.intoArray(c, co + 7 * cs);
  }

  /**
   * One row x 4 panels of B, {@code bp} floats from one panel to the next: as many chains as the
   * latency of an FMA asks for.
   */
  static void row1x8(
      int k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int bs,
      int bp,
      float[] s,
      int so,
      float[] c,
      int co) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c1 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c2 = FloatVector.fromArray(SPECIES, s, so + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(SPECIES, s, so + 3 * LANES);
    FloatVector c4 = FloatVector.fromArray(SPECIES, s, so + 4 * LANES);
    FloatVector c5 = FloatVector.fromArray(SPECIES, s, so + 5 * LANES);
    FloatVector c6 = FloatVector.fromArray(SPECIES, s, so + 6 * LANES);
    FloatVector c7 = FloatVector.fromArray(SPECIES, s, so + 7 * LANES);

    for (int p = 0, q = bo; p < k; p++, q += bs) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + p]);
      c0 = x.fma(FloatVector.fromArray(SPECIES, b, q), c0);
      c1 = x.fma(FloatVector.fromArray(SPECIES, b, q + LANES), c1);
      c2 = x.fma(FloatVector.fromArray(SPECIES, b, q + bp), c2);
      c3 = x.fma(FloatVector.fromArray(SPECIES, b, q + bp + LANES), c3);
      c4 = x.fma(FloatVector.fromArray(SPECIES, b, q + 2 * bp), c4);
      c5 = x.fma(FloatVector.fromArray(SPECIES, b, q + 2 * bp + LANES), c5);
      c6 = x.fma(FloatVector.fromArray(SPECIES, b, q + 3 * bp), c6);
      c7 = x.fma(FloatVector.fromArray(SPECIES, b, q + 3 * bp + LANES), c7);
    }

    c0.intoArray(c, co);
    c1.intoArray(c, co + LANES);
    c2.intoArray(c, co + 2 * LANES);
    c3.intoArray(c, co + 3 * LANES);
    c4.intoArray(c, co + 4 * LANES);
    c5.intoArray(c, co + 5 * LANES);
    c6.intoArray(c, co + 6 * LANES);
    c7.intoArray(c, co + 7 * LANES);
  }
}
