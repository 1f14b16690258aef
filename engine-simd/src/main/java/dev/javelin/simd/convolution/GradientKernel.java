package dev.javelin.simd.convolution;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The tiles of {@link VectorConvolutionGradient}: the gradients of some terms by one or two vectors
 * of rows stay in registers while the places run.
 *
 * <p>The arguments of a tile: {@code count} places, of which {@code places} says where in x, from
 * {@code xo} on, they stand; its terms from {@code k} on, the {@code last} again where there are no
 * more; dy's vectors at {@code dyo}, {@code dys} between places; the gradients at {@code to},
 * {@code stride} between terms, which it continues.
 */
final class GradientKernel {

  private GradientKernel() {}

  /** 8 terms x 2 vectors. */
  static void tile8x2(
      int[] places,
      int count,
      float[] x,
      int xo,
      int[] offsets,
      int k,
      int last,
      float[] dy,
      int dyo,
      int dys,
      float[] dw,
      int to,
      int stride) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, dw, to);
    FloatVector s01 = FloatVector.fromArray(SPECIES, dw, to + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, dw, to + stride);
    FloatVector s11 = FloatVector.fromArray(SPECIES, dw, to + stride + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, dw, to + 2 * stride);
    FloatVector s21 = FloatVector.fromArray(SPECIES, dw, to + 2 * stride + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, dw, to + 3 * stride);
    FloatVector s31 = FloatVector.fromArray(SPECIES, dw, to + 3 * stride + LANES);
    FloatVector s40 = FloatVector.fromArray(SPECIES, dw, to + 4 * stride);
    FloatVector s41 = FloatVector.fromArray(SPECIES, dw, to + 4 * stride + LANES);
    FloatVector s50 = FloatVector.fromArray(SPECIES, dw, to + 5 * stride);
    FloatVector s51 = FloatVector.fromArray(SPECIES, dw, to + 5 * stride + LANES);
    FloatVector s60 = FloatVector.fromArray(SPECIES, dw, to + 6 * stride);
    FloatVector s61 = FloatVector.fromArray(SPECIES, dw, to + 6 * stride + LANES);
    FloatVector s70 = FloatVector.fromArray(SPECIES, dw, to + 7 * stride);
    FloatVector s71 = FloatVector.fromArray(SPECIES, dw, to + 7 * stride + LANES);
    int o0 = xo + offsets[k];
    int o1 = xo + offsets[Math.min(k + 1, last)];
    int o2 = xo + offsets[Math.min(k + 2, last)];
    int o3 = xo + offsets[Math.min(k + 3, last)];
    int o4 = xo + offsets[Math.min(k + 4, last)];
    int o5 = xo + offsets[Math.min(k + 5, last)];
    int o6 = xo + offsets[Math.min(k + 6, last)];
    int o7 = xo + offsets[Math.min(k + 7, last)];
    for (int p = 0, d = dyo; p < count; p++, d += dys) {
      int place = places[p];
      FloatVector d0 = FloatVector.fromArray(SPECIES, dy, d);
      FloatVector d1 = FloatVector.fromArray(SPECIES, dy, d + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[place + o0]);
      s00 = x0.fma(d0, s00);
      s01 = x0.fma(d1, s01);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[place + o1]);
      s10 = x1.fma(d0, s10);
      s11 = x1.fma(d1, s11);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[place + o2]);
      s20 = x2.fma(d0, s20);
      s21 = x2.fma(d1, s21);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[place + o3]);
      s30 = x3.fma(d0, s30);
      s31 = x3.fma(d1, s31);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[place + o4]);
      s40 = x4.fma(d0, s40);
      s41 = x4.fma(d1, s41);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[place + o5]);
      s50 = x5.fma(d0, s50);
      s51 = x5.fma(d1, s51);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[place + o6]);
      s60 = x6.fma(d0, s60);
      s61 = x6.fma(d1, s61);
      FloatVector x7 = FloatVector.broadcast(SPECIES, x[place + o7]);
      s70 = x7.fma(d0, s70);
      s71 = x7.fma(d1, s71);
    }
    s00.intoArray(dw, to);
    s01.intoArray(dw, to + LANES);
    s10.intoArray(dw, to + stride);
    s11.intoArray(dw, to + stride + LANES);
    s20.intoArray(dw, to + 2 * stride);
    s21.intoArray(dw, to + 2 * stride + LANES);
    s30.intoArray(dw, to + 3 * stride);
    s31.intoArray(dw, to + 3 * stride + LANES);
    s40.intoArray(dw, to + 4 * stride);
    s41.intoArray(dw, to + 4 * stride + LANES);
    s50.intoArray(dw, to + 5 * stride);
    s51.intoArray(dw, to + 5 * stride + LANES);
    s60.intoArray(dw, to + 6 * stride);
    s61.intoArray(dw, to + 6 * stride + LANES);
    s70.intoArray(dw, to + 7 * stride);
    s71.intoArray(dw, to + 7 * stride + LANES);
  }

  /** 5 terms x 2 vectors, the most for 16 registers. */
  static void tile5x2(
      int[] places,
      int count,
      float[] x,
      int xo,
      int[] offsets,
      int k,
      int last,
      float[] dy,
      int dyo,
      int dys,
      float[] dw,
      int to,
      int stride) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, dw, to);
    FloatVector s01 = FloatVector.fromArray(SPECIES, dw, to + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, dw, to + stride);
    FloatVector s11 = FloatVector.fromArray(SPECIES, dw, to + stride + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, dw, to + 2 * stride);
    FloatVector s21 = FloatVector.fromArray(SPECIES, dw, to + 2 * stride + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, dw, to + 3 * stride);
    FloatVector s31 = FloatVector.fromArray(SPECIES, dw, to + 3 * stride + LANES);
    FloatVector s40 = FloatVector.fromArray(SPECIES, dw, to + 4 * stride);
    FloatVector s41 = FloatVector.fromArray(SPECIES, dw, to + 4 * stride + LANES);
    int o0 = xo + offsets[k];
    int o1 = xo + offsets[Math.min(k + 1, last)];
    int o2 = xo + offsets[Math.min(k + 2, last)];
    int o3 = xo + offsets[Math.min(k + 3, last)];
    int o4 = xo + offsets[Math.min(k + 4, last)];
    for (int p = 0, d = dyo; p < count; p++, d += dys) {
      int place = places[p];
      FloatVector d0 = FloatVector.fromArray(SPECIES, dy, d);
      FloatVector d1 = FloatVector.fromArray(SPECIES, dy, d + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[place + o0]);
      s00 = x0.fma(d0, s00);
      s01 = x0.fma(d1, s01);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[place + o1]);
      s10 = x1.fma(d0, s10);
      s11 = x1.fma(d1, s11);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[place + o2]);
      s20 = x2.fma(d0, s20);
      s21 = x2.fma(d1, s21);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[place + o3]);
      s30 = x3.fma(d0, s30);
      s31 = x3.fma(d1, s31);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[place + o4]);
      s40 = x4.fma(d0, s40);
      s41 = x4.fma(d1, s41);
    }
    s00.intoArray(dw, to);
    s01.intoArray(dw, to + LANES);
    s10.intoArray(dw, to + stride);
    s11.intoArray(dw, to + stride + LANES);
    s20.intoArray(dw, to + 2 * stride);
    s21.intoArray(dw, to + 2 * stride + LANES);
    s30.intoArray(dw, to + 3 * stride);
    s31.intoArray(dw, to + 3 * stride + LANES);
    s40.intoArray(dw, to + 4 * stride);
    s41.intoArray(dw, to + 4 * stride + LANES);
  }

  /** 4 terms x 2 vectors, for the terms left over. */
  static void tile4x2(
      int[] places,
      int count,
      float[] x,
      int xo,
      int[] offsets,
      int k,
      int last,
      float[] dy,
      int dyo,
      int dys,
      float[] dw,
      int to,
      int stride) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, dw, to);
    FloatVector s01 = FloatVector.fromArray(SPECIES, dw, to + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, dw, to + stride);
    FloatVector s11 = FloatVector.fromArray(SPECIES, dw, to + stride + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, dw, to + 2 * stride);
    FloatVector s21 = FloatVector.fromArray(SPECIES, dw, to + 2 * stride + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, dw, to + 3 * stride);
    FloatVector s31 = FloatVector.fromArray(SPECIES, dw, to + 3 * stride + LANES);
    int o0 = xo + offsets[k];
    int o1 = xo + offsets[Math.min(k + 1, last)];
    int o2 = xo + offsets[Math.min(k + 2, last)];
    int o3 = xo + offsets[Math.min(k + 3, last)];
    for (int p = 0, d = dyo; p < count; p++, d += dys) {
      int place = places[p];
      FloatVector d0 = FloatVector.fromArray(SPECIES, dy, d);
      FloatVector d1 = FloatVector.fromArray(SPECIES, dy, d + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[place + o0]);
      s00 = x0.fma(d0, s00);
      s01 = x0.fma(d1, s01);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[place + o1]);
      s10 = x1.fma(d0, s10);
      s11 = x1.fma(d1, s11);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[place + o2]);
      s20 = x2.fma(d0, s20);
      s21 = x2.fma(d1, s21);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[place + o3]);
      s30 = x3.fma(d0, s30);
      s31 = x3.fma(d1, s31);
    }
    s00.intoArray(dw, to);
    s01.intoArray(dw, to + LANES);
    s10.intoArray(dw, to + stride);
    s11.intoArray(dw, to + stride + LANES);
    s20.intoArray(dw, to + 2 * stride);
    s21.intoArray(dw, to + 2 * stride + LANES);
    s30.intoArray(dw, to + 3 * stride);
    s31.intoArray(dw, to + 3 * stride + LANES);
  }

  /** 8 terms x 1 vector, for the rows left over. */
  static void tile8x1(
      int[] places,
      int count,
      float[] x,
      int xo,
      int[] offsets,
      int k,
      int last,
      float[] dy,
      int dyo,
      int dys,
      float[] dw,
      int to,
      int stride) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, dw, to);
    FloatVector s10 = FloatVector.fromArray(SPECIES, dw, to + stride);
    FloatVector s20 = FloatVector.fromArray(SPECIES, dw, to + 2 * stride);
    FloatVector s30 = FloatVector.fromArray(SPECIES, dw, to + 3 * stride);
    FloatVector s40 = FloatVector.fromArray(SPECIES, dw, to + 4 * stride);
    FloatVector s50 = FloatVector.fromArray(SPECIES, dw, to + 5 * stride);
    FloatVector s60 = FloatVector.fromArray(SPECIES, dw, to + 6 * stride);
    FloatVector s70 = FloatVector.fromArray(SPECIES, dw, to + 7 * stride);
    int o0 = xo + offsets[k];
    int o1 = xo + offsets[Math.min(k + 1, last)];
    int o2 = xo + offsets[Math.min(k + 2, last)];
    int o3 = xo + offsets[Math.min(k + 3, last)];
    int o4 = xo + offsets[Math.min(k + 4, last)];
    int o5 = xo + offsets[Math.min(k + 5, last)];
    int o6 = xo + offsets[Math.min(k + 6, last)];
    int o7 = xo + offsets[Math.min(k + 7, last)];
    for (int p = 0, d = dyo; p < count; p++, d += dys) {
      int place = places[p];
      FloatVector d0 = FloatVector.fromArray(SPECIES, dy, d);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[place + o0]);
      s00 = x0.fma(d0, s00);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[place + o1]);
      s10 = x1.fma(d0, s10);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[place + o2]);
      s20 = x2.fma(d0, s20);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[place + o3]);
      s30 = x3.fma(d0, s30);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[place + o4]);
      s40 = x4.fma(d0, s40);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[place + o5]);
      s50 = x5.fma(d0, s50);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[place + o6]);
      s60 = x6.fma(d0, s60);
      FloatVector x7 = FloatVector.broadcast(SPECIES, x[place + o7]);
      s70 = x7.fma(d0, s70);
    }
    s00.intoArray(dw, to);
    s10.intoArray(dw, to + stride);
    s20.intoArray(dw, to + 2 * stride);
    s30.intoArray(dw, to + 3 * stride);
    s40.intoArray(dw, to + 4 * stride);
    s50.intoArray(dw, to + 5 * stride);
    s60.intoArray(dw, to + 6 * stride);
    s70.intoArray(dw, to + 7 * stride);
  }
}
