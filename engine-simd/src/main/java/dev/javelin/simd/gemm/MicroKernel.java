package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The innermost loops: a tile of C in registers, and for each k one row of a panel of B, a
 * broadcast of A for each row of the tile, and fused multiply-adds.
 *
 * <p>Written out in full, without arrays of vectors or helpers that take vectors: whatever the JIT
 * does not inline or keep in a register, it allocates, fifteen times slower.
 *
 * <p>Parameters of all: {@code k} length of the sums; A at {@code a[ao]} with rows {@code as}
 * apart; B at {@code b[bo]} with rows {@code bs} apart; the tile starts from {@code s[so]}, rows
 * {@code ss} apart, and goes to {@code c[co]}, rows {@code cs} apart.
 */
final class MicroKernel {

  private MicroKernel() {}

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
    FloatVector c00 = load(s, so);
    FloatVector c01 = load(s, so + LANES);
    FloatVector c10 = load(s, so + ss);
    FloatVector c11 = load(s, so + ss + LANES);
    FloatVector c20 = load(s, so + 2 * ss);
    FloatVector c21 = load(s, so + 2 * ss + LANES);
    FloatVector c30 = load(s, so + 3 * ss);
    FloatVector c31 = load(s, so + 3 * ss + LANES);
    FloatVector c40 = load(s, so + 4 * ss);
    FloatVector c41 = load(s, so + 4 * ss + LANES);
    FloatVector c50 = load(s, so + 5 * ss);
    FloatVector c51 = load(s, so + 5 * ss + LANES);
    int a1 = ao + as;
    int a2 = ao + 2 * as;
    int a3 = ao + 3 * as;
    int a4 = ao + 4 * as;
    int a5 = ao + 5 * as;
    for (int p = 0, q = bo; p < k; p++, q += bs) {
      FloatVector b0 = load(b, q);
      FloatVector b1 = load(b, q + LANES);
      FloatVector x0 = broadcast(a[ao + p]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      FloatVector x1 = broadcast(a[a1 + p]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      FloatVector x2 = broadcast(a[a2 + p]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      FloatVector x3 = broadcast(a[a3 + p]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      FloatVector x4 = broadcast(a[a4 + p]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      FloatVector x5 = broadcast(a[a5 + p]);
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
    FloatVector c00 = load(s, so);
    FloatVector c01 = load(s, so + LANES);
    FloatVector c10 = load(s, so + ss);
    FloatVector c11 = load(s, so + ss + LANES);
    FloatVector c20 = load(s, so + 2 * ss);
    FloatVector c21 = load(s, so + 2 * ss + LANES);
    FloatVector c30 = load(s, so + 3 * ss);
    FloatVector c31 = load(s, so + 3 * ss + LANES);
    int a1 = ao + as;
    int a2 = ao + 2 * as;
    int a3 = ao + 3 * as;
    for (int p = 0, q = bo; p < k; p++, q += bs) {
      FloatVector b0 = load(b, q);
      FloatVector b1 = load(b, q + LANES);
      FloatVector x0 = broadcast(a[ao + p]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      FloatVector x1 = broadcast(a[a1 + p]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      FloatVector x2 = broadcast(a[a2 + p]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      FloatVector x3 = broadcast(a[a3 + p]);
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

  /** 1 row x 2 vectors. */
  static void tile1x2(
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
    FloatVector c00 = load(s, so);
    FloatVector c01 = load(s, so + LANES);
    for (int p = 0, q = bo; p < k; p++, q += bs) {
      FloatVector b0 = load(b, q);
      FloatVector b1 = load(b, q + LANES);
      FloatVector x0 = broadcast(a[ao + p]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
  }

  /** One row x four panels of B, {@code bp} floats from one panel to the next. */
  static void row(
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
    FloatVector c0 = load(s, so);
    FloatVector c1 = load(s, so + LANES);
    FloatVector c2 = load(s, so + 2 * LANES);
    FloatVector c3 = load(s, so + 3 * LANES);
    FloatVector c4 = load(s, so + 4 * LANES);
    FloatVector c5 = load(s, so + 5 * LANES);
    FloatVector c6 = load(s, so + 6 * LANES);
    FloatVector c7 = load(s, so + 7 * LANES);
    for (int p = 0, q = bo; p < k; p++, q += bs) {
      FloatVector x = broadcast(a[ao + p]);
      c0 = x.fma(load(b, q), c0);
      c1 = x.fma(load(b, q + LANES), c1);
      c2 = x.fma(load(b, q + bp), c2);
      c3 = x.fma(load(b, q + bp + LANES), c3);
      c4 = x.fma(load(b, q + 2 * bp), c4);
      c5 = x.fma(load(b, q + 2 * bp + LANES), c5);
      c6 = x.fma(load(b, q + 3 * bp), c6);
      c7 = x.fma(load(b, q + 3 * bp + LANES), c7);
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

  private static FloatVector load(float[] x, int offset) {
    return FloatVector.fromArray(SPECIES, x, offset);
  }

  private static FloatVector broadcast(float x) {
    return FloatVector.broadcast(SPECIES, x);
  }
}
