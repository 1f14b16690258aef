package dev.javelin.simd.convolution;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The tiles of {@link VectorConvolution}: sums stay in registers while the terms run, and each term
 * is a weight of each row times two vectors of the grid.
 *
 * <p>The arguments of a tile: terms {@code from} to {@code end}, of which {@code offsets} says
 * where in x, from {@code xo} on, they stand; the tile's weights at {@code wo}, one term after
 * another; the values to start from at {@code so}, {@code ss} between rows; the results at {@code
 * yo}, {@code ys} between rows. As in the kernels of matrix products, every tile is spelled out,
 * since vectors in an array would be objects.
 */
final class ConvolutionKernel {

  private ConvolutionKernel() {}

  /** 8 rows x 2 vectors, which leaves 13 of 32 registers for the grid and weights. */
  static void tile8x2(
      int[] offsets,
      int from,
      int end,
      float[] x,
      int xo,
      float[] w,
      int wo,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    FloatVector y00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector y01 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector y10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector y11 = FloatVector.fromArray(SPECIES, s, so + ss + LANES);
    FloatVector y20 = FloatVector.fromArray(SPECIES, s, so + 2 * ss);
    FloatVector y21 = FloatVector.fromArray(SPECIES, s, so + 2 * ss + LANES);
    FloatVector y30 = FloatVector.fromArray(SPECIES, s, so + 3 * ss);
    FloatVector y31 = FloatVector.fromArray(SPECIES, s, so + 3 * ss + LANES);
    FloatVector y40 = FloatVector.fromArray(SPECIES, s, so + 4 * ss);
    FloatVector y41 = FloatVector.fromArray(SPECIES, s, so + 4 * ss + LANES);
    FloatVector y50 = FloatVector.fromArray(SPECIES, s, so + 5 * ss);
    FloatVector y51 = FloatVector.fromArray(SPECIES, s, so + 5 * ss + LANES);
    FloatVector y60 = FloatVector.fromArray(SPECIES, s, so + 6 * ss);
    FloatVector y61 = FloatVector.fromArray(SPECIES, s, so + 6 * ss + LANES);
    FloatVector y70 = FloatVector.fromArray(SPECIES, s, so + 7 * ss);
    FloatVector y71 = FloatVector.fromArray(SPECIES, s, so + 7 * ss + LANES);
    for (int k = from, q = wo; k < end; k++, q += 8) {
      int o = xo + offsets[k];
      FloatVector x0 = FloatVector.fromArray(SPECIES, x, o);
      FloatVector x1 = FloatVector.fromArray(SPECIES, x, o + LANES);
      FloatVector w0 = FloatVector.broadcast(SPECIES, w[q]);
      y00 = w0.fma(x0, y00);
      y01 = w0.fma(x1, y01);
      FloatVector w1 = FloatVector.broadcast(SPECIES, w[q + 1]);
      y10 = w1.fma(x0, y10);
      y11 = w1.fma(x1, y11);
      FloatVector w2 = FloatVector.broadcast(SPECIES, w[q + 2]);
      y20 = w2.fma(x0, y20);
      y21 = w2.fma(x1, y21);
      FloatVector w3 = FloatVector.broadcast(SPECIES, w[q + 3]);
      y30 = w3.fma(x0, y30);
      y31 = w3.fma(x1, y31);
      FloatVector w4 = FloatVector.broadcast(SPECIES, w[q + 4]);
      y40 = w4.fma(x0, y40);
      y41 = w4.fma(x1, y41);
      FloatVector w5 = FloatVector.broadcast(SPECIES, w[q + 5]);
      y50 = w5.fma(x0, y50);
      y51 = w5.fma(x1, y51);
      FloatVector w6 = FloatVector.broadcast(SPECIES, w[q + 6]);
      y60 = w6.fma(x0, y60);
      y61 = w6.fma(x1, y61);
      FloatVector w7 = FloatVector.broadcast(SPECIES, w[q + 7]);
      y70 = w7.fma(x0, y70);
      y71 = w7.fma(x1, y71);
    }
    y00.intoArray(y, yo);
    y01.intoArray(y, yo + LANES);
    y10.intoArray(y, yo + ys);
    y11.intoArray(y, yo + ys + LANES);
    y20.intoArray(y, yo + 2 * ys);
    y21.intoArray(y, yo + 2 * ys + LANES);
    y30.intoArray(y, yo + 3 * ys);
    y31.intoArray(y, yo + 3 * ys + LANES);
    y40.intoArray(y, yo + 4 * ys);
    y41.intoArray(y, yo + 4 * ys + LANES);
    y50.intoArray(y, yo + 5 * ys);
    y51.intoArray(y, yo + 5 * ys + LANES);
    y60.intoArray(y, yo + 6 * ys);
    y61.intoArray(y, yo + 6 * ys + LANES);
    y70.intoArray(y, yo + 7 * ys);
    y71.intoArray(y, yo + 7 * ys + LANES);
  }

  /** 5 rows x 2 vectors, the most for 16 registers. */
  static void tile5x2(
      int[] offsets,
      int from,
      int end,
      float[] x,
      int xo,
      float[] w,
      int wo,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    FloatVector y00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector y01 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector y10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector y11 = FloatVector.fromArray(SPECIES, s, so + ss + LANES);
    FloatVector y20 = FloatVector.fromArray(SPECIES, s, so + 2 * ss);
    FloatVector y21 = FloatVector.fromArray(SPECIES, s, so + 2 * ss + LANES);
    FloatVector y30 = FloatVector.fromArray(SPECIES, s, so + 3 * ss);
    FloatVector y31 = FloatVector.fromArray(SPECIES, s, so + 3 * ss + LANES);
    FloatVector y40 = FloatVector.fromArray(SPECIES, s, so + 4 * ss);
    FloatVector y41 = FloatVector.fromArray(SPECIES, s, so + 4 * ss + LANES);
    for (int k = from, q = wo; k < end; k++, q += 5) {
      int o = xo + offsets[k];
      FloatVector x0 = FloatVector.fromArray(SPECIES, x, o);
      FloatVector x1 = FloatVector.fromArray(SPECIES, x, o + LANES);
      FloatVector w0 = FloatVector.broadcast(SPECIES, w[q]);
      y00 = w0.fma(x0, y00);
      y01 = w0.fma(x1, y01);
      FloatVector w1 = FloatVector.broadcast(SPECIES, w[q + 1]);
      y10 = w1.fma(x0, y10);
      y11 = w1.fma(x1, y11);
      FloatVector w2 = FloatVector.broadcast(SPECIES, w[q + 2]);
      y20 = w2.fma(x0, y20);
      y21 = w2.fma(x1, y21);
      FloatVector w3 = FloatVector.broadcast(SPECIES, w[q + 3]);
      y30 = w3.fma(x0, y30);
      y31 = w3.fma(x1, y31);
      FloatVector w4 = FloatVector.broadcast(SPECIES, w[q + 4]);
      y40 = w4.fma(x0, y40);
      y41 = w4.fma(x1, y41);
    }
    y00.intoArray(y, yo);
    y01.intoArray(y, yo + LANES);
    y10.intoArray(y, yo + ys);
    y11.intoArray(y, yo + ys + LANES);
    y20.intoArray(y, yo + 2 * ys);
    y21.intoArray(y, yo + 2 * ys + LANES);
    y30.intoArray(y, yo + 3 * ys);
    y31.intoArray(y, yo + 3 * ys + LANES);
    y40.intoArray(y, yo + 4 * ys);
    y41.intoArray(y, yo + 4 * ys + LANES);
  }

  /** 4 rows x 2 vectors, for the rows left over. */
  static void tile4x2(
      int[] offsets,
      int from,
      int end,
      float[] x,
      int xo,
      float[] w,
      int wo,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    FloatVector y00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector y01 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector y10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector y11 = FloatVector.fromArray(SPECIES, s, so + ss + LANES);
    FloatVector y20 = FloatVector.fromArray(SPECIES, s, so + 2 * ss);
    FloatVector y21 = FloatVector.fromArray(SPECIES, s, so + 2 * ss + LANES);
    FloatVector y30 = FloatVector.fromArray(SPECIES, s, so + 3 * ss);
    FloatVector y31 = FloatVector.fromArray(SPECIES, s, so + 3 * ss + LANES);
    for (int k = from, q = wo; k < end; k++, q += 4) {
      int o = xo + offsets[k];
      FloatVector x0 = FloatVector.fromArray(SPECIES, x, o);
      FloatVector x1 = FloatVector.fromArray(SPECIES, x, o + LANES);
      FloatVector w0 = FloatVector.broadcast(SPECIES, w[q]);
      y00 = w0.fma(x0, y00);
      y01 = w0.fma(x1, y01);
      FloatVector w1 = FloatVector.broadcast(SPECIES, w[q + 1]);
      y10 = w1.fma(x0, y10);
      y11 = w1.fma(x1, y11);
      FloatVector w2 = FloatVector.broadcast(SPECIES, w[q + 2]);
      y20 = w2.fma(x0, y20);
      y21 = w2.fma(x1, y21);
      FloatVector w3 = FloatVector.broadcast(SPECIES, w[q + 3]);
      y30 = w3.fma(x0, y30);
      y31 = w3.fma(x1, y31);
    }
    y00.intoArray(y, yo);
    y01.intoArray(y, yo + LANES);
    y10.intoArray(y, yo + ys);
    y11.intoArray(y, yo + ys + LANES);
    y20.intoArray(y, yo + 2 * ys);
    y21.intoArray(y, yo + 2 * ys + LANES);
    y30.intoArray(y, yo + 3 * ys);
    y31.intoArray(y, yo + 3 * ys + LANES);
  }

  /**
   * A row of {@code length} places, all of its terms at once: 8 vectors at a time, of which the
   * last start early enough to be whole and work out some results again, or 2 at a time where the
   * row has no 8.
   */
  static void row(
      int[] offsets,
      int length,
      float[] x,
      int xo,
      float[] w,
      int wo,
      float start,
      float[] y,
      int yo) {
    int wide = 8 * LANES;
    if (length < wide) {
      for (int p = 0; p < length; p += 2 * LANES) {
        FloatVector y0 = FloatVector.broadcast(SPECIES, start);
        FloatVector y1 = FloatVector.broadcast(SPECIES, start);
        for (int k = 0; k < offsets.length; k++) {
          int o = xo + p + offsets[k];
          FloatVector v = FloatVector.broadcast(SPECIES, w[wo + k]);
          y0 = v.fma(FloatVector.fromArray(SPECIES, x, o), y0);
          y1 = v.fma(FloatVector.fromArray(SPECIES, x, o + LANES), y1);
        }
        y0.intoArray(y, yo + p);
        y1.intoArray(y, yo + p + LANES);
      }
      return;
    }
    for (int next = 0; next < length; next += wide) {
      int p = Math.min(next, length - wide);
      FloatVector y0 = FloatVector.broadcast(SPECIES, start);
      FloatVector y1 = FloatVector.broadcast(SPECIES, start);
      FloatVector y2 = FloatVector.broadcast(SPECIES, start);
      FloatVector y3 = FloatVector.broadcast(SPECIES, start);
      FloatVector y4 = FloatVector.broadcast(SPECIES, start);
      FloatVector y5 = FloatVector.broadcast(SPECIES, start);
      FloatVector y6 = FloatVector.broadcast(SPECIES, start);
      FloatVector y7 = FloatVector.broadcast(SPECIES, start);
      for (int k = 0; k < offsets.length; k++) {
        int o = xo + p + offsets[k];
        FloatVector v = FloatVector.broadcast(SPECIES, w[wo + k]);
        y0 = v.fma(FloatVector.fromArray(SPECIES, x, o), y0);
        y1 = v.fma(FloatVector.fromArray(SPECIES, x, o + LANES), y1);
        y2 = v.fma(FloatVector.fromArray(SPECIES, x, o + 2 * LANES), y2);
        y3 = v.fma(FloatVector.fromArray(SPECIES, x, o + 3 * LANES), y3);
        y4 = v.fma(FloatVector.fromArray(SPECIES, x, o + 4 * LANES), y4);
        y5 = v.fma(FloatVector.fromArray(SPECIES, x, o + 5 * LANES), y5);
        y6 = v.fma(FloatVector.fromArray(SPECIES, x, o + 6 * LANES), y6);
        y7 = v.fma(FloatVector.fromArray(SPECIES, x, o + 7 * LANES), y7);
      }
      y0.intoArray(y, yo + p);
      y1.intoArray(y, yo + p + LANES);
      y2.intoArray(y, yo + p + 2 * LANES);
      y3.intoArray(y, yo + p + 3 * LANES);
      y4.intoArray(y, yo + p + 4 * LANES);
      y5.intoArray(y, yo + p + 5 * LANES);
      y6.intoArray(y, yo + p + 6 * LANES);
      y7.intoArray(y, yo + p + 7 * LANES);
    }
  }
}
