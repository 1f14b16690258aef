package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of a product whose A is packed too, in strips ({@link Strip}): all that a step reads is a
 * constant apart, so that C2 checks no bounds in the loop and needs one index register. The
 * arguments are those of {@link MicroKernel}.
 */
public final class PackedKernel {
  private PackedKernel() {}

  /**
   * The tile of a strip of so many rows by 2 vectors. It writes {@link Strip#ROWS} rows, or four if
   * there are no more, and so may write some behind the last.
   */
  public static void tile(
      int rows,
      int k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    boolean fromZero = ss == 0;
    if (rows <= 4) {
      tile4x2(k, a, ao, b, bo, s, so, ss, c, co, cs);
    } else if (Strip.ROWS == 10 && fromZero) {
      StartingKernel.strip10x2(k, a, ao, b, bo, c, co, cs);
    } else if (Strip.ROWS == 10) {
      tile10x2(k, a, ao, b, bo, s, so, ss, c, co, cs);
    } else if (fromZero) {
      StartingKernel.strip6x2(k, a, ao, b, bo, c, co, cs);
    } else {
      tile6x2(k, a, ao, b, bo, s, so, ss, c, co, cs);
    }
  }

  /**
   * 10 rows x 2 vectors, for 32 registers: twenty sums, a row of B, and the numbers of A, all of
   * which C2 loads first.
   */
  private static void tile10x2(
      int k,
      float[] a,
      int ao,
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
    FloatVector c40 = FloatVector.fromArray(SPECIES, s, so + 4 * ss);
    FloatVector c41 = FloatVector.fromArray(SPECIES, s, so + 4 * ss + LANES);
    FloatVector c50 = FloatVector.fromArray(SPECIES, s, so + 5 * ss);
    FloatVector c51 = FloatVector.fromArray(SPECIES, s, so + 5 * ss + LANES);
    FloatVector c60 = FloatVector.fromArray(SPECIES, s, so + 6 * ss);
    FloatVector c61 = FloatVector.fromArray(SPECIES, s, so + 6 * ss + LANES);
    FloatVector c70 = FloatVector.fromArray(SPECIES, s, so + 7 * ss);
    FloatVector c71 = FloatVector.fromArray(SPECIES, s, so + 7 * ss + LANES);
    FloatVector c80 = FloatVector.fromArray(SPECIES, s, so + 8 * ss);
    FloatVector c81 = FloatVector.fromArray(SPECIES, s, so + 8 * ss + LANES);
    FloatVector c90 = FloatVector.fromArray(SPECIES, s, so + 9 * ss);
    FloatVector c91 = FloatVector.fromArray(SPECIES, s, so + 9 * ss + LANES);

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
   * 6 rows x 2 vectors, for 16 registers: twelve sums, a row of B, and two left for numbers of A.
   * C2 would load all of a step's numbers of A before the first multiply-add, and then keep a sum
   * in memory, whose chain takes more than twice as long as all else. A store parts loads of arrays
   * of the same type. So one stands after each row but the last two, to where the tile's result
   * goes in the end.
   */
  private static void tile6x2(
      int k,
      float[] a,
      int ao,
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
    FloatVector c40 = FloatVector.fromArray(SPECIES, s, so + 4 * ss);
    FloatVector c41 = FloatVector.fromArray(SPECIES, s, so + 4 * ss + LANES);
    FloatVector c50 = FloatVector.fromArray(SPECIES, s, so + 5 * ss);
    FloatVector c51 = FloatVector.fromArray(SPECIES, s, so + 5 * ss + LANES);

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

  /** 4 rows x 2 vectors: all there is at 128 bits, and else the last rows. */
  private static void tile4x2(
      int k,
      float[] a,
      int ao,
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
