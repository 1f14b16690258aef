package dev.javelin.simd.convolution;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The tiles of {@link VectorChannelsLastConvolution}: sums of some results next to each other, by
 * one or two vectors of channels, stay in registers while the terms run.
 *
 * <p>The arguments of a tile: {@code offsets} says where in x, from {@code xo} on, the first
 * result's terms stand; their weights at {@code wo}, a row of a panel for each; the channels'
 * starts at {@code so}; the results at {@code yo}, {@code ys} from one to the next.
 */
final class ChannelsLastKernel {

  private ChannelsLastKernel() {}

  /** 8 results x 2 vectors. */
  static void tile8x2(
      int[] offsets,
      float[] x,
      int xo,
      float[] w,
      int wo,
      float[] s,
      int so,
      float[] y,
      int yo,
      int ys) {
    FloatVector start0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector start1 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector y00 = start0;
    FloatVector y01 = start1;
    FloatVector y10 = start0;
    FloatVector y11 = start1;
    FloatVector y20 = start0;
    FloatVector y21 = start1;
    FloatVector y30 = start0;
    FloatVector y31 = start1;
    FloatVector y40 = start0;
    FloatVector y41 = start1;
    FloatVector y50 = start0;
    FloatVector y51 = start1;
    FloatVector y60 = start0;
    FloatVector y61 = start1;
    FloatVector y70 = start0;
    FloatVector y71 = start1;
    for (int k = 0, q = wo; k < offsets.length; k++, q += PANEL) {
      int o = xo + offsets[k];
      FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
      FloatVector w1 = FloatVector.fromArray(SPECIES, w, q + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[o]);
      y00 = x0.fma(w0, y00);
      y01 = x0.fma(w1, y01);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[o + 1]);
      y10 = x1.fma(w0, y10);
      y11 = x1.fma(w1, y11);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[o + 2]);
      y20 = x2.fma(w0, y20);
      y21 = x2.fma(w1, y21);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[o + 3]);
      y30 = x3.fma(w0, y30);
      y31 = x3.fma(w1, y31);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[o + 4]);
      y40 = x4.fma(w0, y40);
      y41 = x4.fma(w1, y41);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[o + 5]);
      y50 = x5.fma(w0, y50);
      y51 = x5.fma(w1, y51);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[o + 6]);
      y60 = x6.fma(w0, y60);
      y61 = x6.fma(w1, y61);
      FloatVector x7 = FloatVector.broadcast(SPECIES, x[o + 7]);
      y70 = x7.fma(w0, y70);
      y71 = x7.fma(w1, y71);
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

  /** 4 results x 2 vectors, for 16 registers. */
  static void tile4x2(
      int[] offsets,
      float[] x,
      int xo,
      float[] w,
      int wo,
      float[] s,
      int so,
      float[] y,
      int yo,
      int ys) {
    FloatVector start0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector start1 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector y00 = start0;
    FloatVector y01 = start1;
    FloatVector y10 = start0;
    FloatVector y11 = start1;
    FloatVector y20 = start0;
    FloatVector y21 = start1;
    FloatVector y30 = start0;
    FloatVector y31 = start1;
    for (int k = 0, q = wo; k < offsets.length; k++, q += PANEL) {
      int o = xo + offsets[k];
      FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
      FloatVector w1 = FloatVector.fromArray(SPECIES, w, q + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[o]);
      y00 = x0.fma(w0, y00);
      y01 = x0.fma(w1, y01);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[o + 1]);
      y10 = x1.fma(w0, y10);
      y11 = x1.fma(w1, y11);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[o + 2]);
      y20 = x2.fma(w0, y20);
      y21 = x2.fma(w1, y21);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[o + 3]);
      y30 = x3.fma(w0, y30);
      y31 = x3.fma(w1, y31);
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

  /** 8 results x 1 vector, for the channels left over. */
  static void tile8x1(
      int[] offsets,
      float[] x,
      int xo,
      float[] w,
      int wo,
      float[] s,
      int so,
      float[] y,
      int yo,
      int ys) {
    FloatVector start0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector y00 = start0;
    FloatVector y10 = start0;
    FloatVector y20 = start0;
    FloatVector y30 = start0;
    FloatVector y40 = start0;
    FloatVector y50 = start0;
    FloatVector y60 = start0;
    FloatVector y70 = start0;
    for (int k = 0, q = wo; k < offsets.length; k++, q += PANEL) {
      int o = xo + offsets[k];
      FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[o]);
      y00 = x0.fma(w0, y00);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[o + 1]);
      y10 = x1.fma(w0, y10);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[o + 2]);
      y20 = x2.fma(w0, y20);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[o + 3]);
      y30 = x3.fma(w0, y30);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[o + 4]);
      y40 = x4.fma(w0, y40);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[o + 5]);
      y50 = x5.fma(w0, y50);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[o + 6]);
      y60 = x6.fma(w0, y60);
      FloatVector x7 = FloatVector.broadcast(SPECIES, x[o + 7]);
      y70 = x7.fma(w0, y70);
    }
    y00.intoArray(y, yo);
    y10.intoArray(y, yo + ys);
    y20.intoArray(y, yo + 2 * ys);
    y30.intoArray(y, yo + 3 * ys);
    y40.intoArray(y, yo + 4 * ys);
    y50.intoArray(y, yo + 5 * ys);
    y60.intoArray(y, yo + 6 * ys);
    y70.intoArray(y, yo + 7 * ys);
  }
}
