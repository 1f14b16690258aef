package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Outer-product kernels: a tile of C stays in registers while k runs, and each step adds one column
 * of A times one row of B, one fused multiply-add an element.
 *
 * <p>The arguments of every kernel: {@code k} steps; the first row of A at {@code ao} and {@code
 * as} floats between rows; the first row of B at {@code bo} and {@code bs} between rows; the values
 * to start from at {@code so}, {@code ss} between rows; the tile of C at {@code co}, {@code cs}
 * between rows. The start is C itself, or a row of zeros, of which {@code ss = 0} tells: one source
 * serves C = AB and C += AB without a branch. Tiles that do most of the work need no start: they
 * continue C, and {@link StartingKernel} has those that do not.
 *
 * <p>Where B is packed there is no {@code bs}: its rows are a constant apart. C2 then checks its
 * bounds once, before the loop, and a step has a third fewer instructions beside its multiply-adds.
 * {@link StandingKernel} has the tiles of a B that is read where it stands, but for that of five
 * rows, which serves both.
 *
 * <p>Every tile is spelled out: vectors in an array, or passed to a method that C2 does not inline,
 * would be boxed. A kernel holds at most 72 vector calls, far from the limit on the size of a
 * compiled graph past which C2 stops inlining and does box them.
 */
final class MicroKernel {

  private MicroKernel() {}

  /** The tile of so many rows: 8, which are one vector wide and of a packed B, 6, 5, or else 4. */
  static void tile(
      int rows,
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
    // Or it stands just so far apart.
    boolean packed = bs == PANEL;
    boolean fromZero = ss == 0;
    if (rows == 8) {
      NarrowKernel.tile8x1(k, a, ao, as, b, bo, s, so, ss, c, co, cs);
    } else if (rows == 5) {
      tile5x2(k, a, ao, as, b, bo, bs, s, so, ss, c, co, cs);
    } else if (rows == 6 && packed && fromZero) {
      StartingKernel.tile6x2(k, a, ao, as, b, bo, c, co, cs);
    } else if (rows == 6 && packed) {
      tile6x2(k, a, ao, as, b, bo, c, co, cs);
    } else if (rows == 6) {
      StandingKernel.tile6x2(k, a, ao, as, b, bo, bs, s, so, ss, c, co, cs);
    } else if (packed) {
      tile4x2(k, a, ao, as, b, bo, s, so, ss, c, co, cs);
    } else {
      StandingKernel.tile4x2(k, a, ao, as, b, bo, bs, s, so, ss, c, co, cs);
    }
  }

  /**
   * 6 rows x 2 vectors, which continue C; with {@link StartingKernel#tile6x2} they do nearly all of
   * the work on rows of A where there are 32 registers.
   */
  private static void tile6x2(
      int k, float[] a, int ao, int as, float[] b, int bo, float[] c, int co, int cs) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, c, co);
    FloatVector c01 = FloatVector.fromArray(SPECIES, c, co + LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, c, co + cs);
    FloatVector c11 = FloatVector.fromArray(SPECIES, c, co + cs + LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, c, co + 2 * cs);
    FloatVector c21 = FloatVector.fromArray(SPECIES, c, co + 2 * cs + LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, c, co + 3 * cs);
    FloatVector c31 = FloatVector.fromArray(SPECIES, c, co + 3 * cs + LANES);
    FloatVector c40 = FloatVector.fromArray(SPECIES, c, co + 4 * cs);
    FloatVector c41 = FloatVector.fromArray(SPECIES, c, co + 4 * cs + LANES);
    FloatVector c50 = FloatVector.fromArray(SPECIES, c, co + 5 * cs);
    FloatVector c51 = FloatVector.fromArray(SPECIES, c, co + 5 * cs + LANES);

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

  /**
   * 5 rows x 2 vectors, which do most of the work on rows of A where there are 16 registers; {@code
   * bs} must not be a constant there (see {@link dev.javelin.simd.VectorSpec#TILE_ROWS}).
   */
  private static void tile5x2(
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

    int a1 = ao + as;
    int a2 = ao + 2 * as;
    int a3 = ao + 3 * as;
    int a4 = ao + 4 * as;
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
  }

  /** 4 rows x 2 vectors: eight chains, just enough for two FMA units of latency 4. */
  private static void tile4x2(
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
