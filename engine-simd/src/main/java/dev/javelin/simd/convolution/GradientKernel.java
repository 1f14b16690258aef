package dev.javelin.simd.convolution;

import static dev.javelin.kernels.Reductions.VIRTUAL_LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The tiles of {@link VectorConvolutionGradient}: every sum of a tile is a vector of partial sums,
 * which stays in a register while places and images run.
 *
 * <p>The arguments of a tile: dy at {@code dyo}, {@code dys} between rows and {@code dyImage}
 * between images; x at {@code xo}, {@code xImage} between images; four terms from {@code k} on, the
 * {@code last} again where there are no more. A vector of fewer lanes than {@link
 * dev.javelin.kernels.Reductions#VIRTUAL_LANES} takes some of them, the same of every 16 places;
 * the caller moves {@code dyo}, {@code xo} and {@code to} for the others.
 */
final class GradientKernel {

  private GradientKernel() {}

  /** 4 rows x 4 terms, which leaves 16 of 32 registers for operands. */
  static void tile4x4(
      int images,
      int length,
      float[] dy,
      int dyo,
      int dys,
      int dyImage,
      float[] x,
      int xo,
      int xImage,
      int[] offsets,
      int k,
      int last,
      float[] lanes,
      int to) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s03 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s12 = FloatVector.zero(SPECIES);
    FloatVector s13 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s22 = FloatVector.zero(SPECIES);
    FloatVector s23 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    FloatVector s31 = FloatVector.zero(SPECIES);
    FloatVector s32 = FloatVector.zero(SPECIES);
    FloatVector s33 = FloatVector.zero(SPECIES);
    int o0 = xo + offsets[k];
    int o1 = xo + offsets[Math.min(k + 1, last)];
    int o2 = xo + offsets[Math.min(k + 2, last)];
    int o3 = xo + offsets[Math.min(k + 3, last)];
    for (int i = 0, d = dyo, e = 0; i < images; i++, d += dyImage, e += xImage) {
      for (int p = 0; p < length; p += VIRTUAL_LANES) {
        FloatVector d0 = load(dy, d + p);
        FloatVector d1 = load(dy, d + dys + p);
        FloatVector d2 = load(dy, d + 2 * dys + p);
        FloatVector d3 = load(dy, d + 3 * dys + p);
        FloatVector x0 = load(x, o0 + e + p);
        s00 = d0.fma(x0, s00);
        s10 = d1.fma(x0, s10);
        s20 = d2.fma(x0, s20);
        s30 = d3.fma(x0, s30);
        FloatVector x1 = load(x, o1 + e + p);
        s01 = d0.fma(x1, s01);
        s11 = d1.fma(x1, s11);
        s21 = d2.fma(x1, s21);
        s31 = d3.fma(x1, s31);
        FloatVector x2 = load(x, o2 + e + p);
        s02 = d0.fma(x2, s02);
        s12 = d1.fma(x2, s12);
        s22 = d2.fma(x2, s22);
        s32 = d3.fma(x2, s32);
        FloatVector x3 = load(x, o3 + e + p);
        s03 = d0.fma(x3, s03);
        s13 = d1.fma(x3, s13);
        s23 = d2.fma(x3, s23);
        s33 = d3.fma(x3, s33);
      }
    }
    s00.intoArray(lanes, to);
    s01.intoArray(lanes, to + VIRTUAL_LANES);
    s02.intoArray(lanes, to + 2 * VIRTUAL_LANES);
    s03.intoArray(lanes, to + 3 * VIRTUAL_LANES);
    s10.intoArray(lanes, to + 4 * VIRTUAL_LANES);
    s11.intoArray(lanes, to + 5 * VIRTUAL_LANES);
    s12.intoArray(lanes, to + 6 * VIRTUAL_LANES);
    s13.intoArray(lanes, to + 7 * VIRTUAL_LANES);
    s20.intoArray(lanes, to + 8 * VIRTUAL_LANES);
    s21.intoArray(lanes, to + 9 * VIRTUAL_LANES);
    s22.intoArray(lanes, to + 10 * VIRTUAL_LANES);
    s23.intoArray(lanes, to + 11 * VIRTUAL_LANES);
    s30.intoArray(lanes, to + 12 * VIRTUAL_LANES);
    s31.intoArray(lanes, to + 13 * VIRTUAL_LANES);
    s32.intoArray(lanes, to + 14 * VIRTUAL_LANES);
    s33.intoArray(lanes, to + 15 * VIRTUAL_LANES);
  }

  /** 2 rows x 4 terms, for 16 registers. */
  static void tile2x4(
      int images,
      int length,
      float[] dy,
      int dyo,
      int dys,
      int dyImage,
      float[] x,
      int xo,
      int xImage,
      int[] offsets,
      int k,
      int last,
      float[] lanes,
      int to) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s03 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s12 = FloatVector.zero(SPECIES);
    FloatVector s13 = FloatVector.zero(SPECIES);
    int o0 = xo + offsets[k];
    int o1 = xo + offsets[Math.min(k + 1, last)];
    int o2 = xo + offsets[Math.min(k + 2, last)];
    int o3 = xo + offsets[Math.min(k + 3, last)];
    for (int i = 0, d = dyo, e = 0; i < images; i++, d += dyImage, e += xImage) {
      for (int p = 0; p < length; p += VIRTUAL_LANES) {
        FloatVector d0 = load(dy, d + p);
        FloatVector d1 = load(dy, d + dys + p);
        FloatVector x0 = load(x, o0 + e + p);
        s00 = d0.fma(x0, s00);
        s10 = d1.fma(x0, s10);
        FloatVector x1 = load(x, o1 + e + p);
        s01 = d0.fma(x1, s01);
        s11 = d1.fma(x1, s11);
        FloatVector x2 = load(x, o2 + e + p);
        s02 = d0.fma(x2, s02);
        s12 = d1.fma(x2, s12);
        FloatVector x3 = load(x, o3 + e + p);
        s03 = d0.fma(x3, s03);
        s13 = d1.fma(x3, s13);
      }
    }
    s00.intoArray(lanes, to);
    s01.intoArray(lanes, to + VIRTUAL_LANES);
    s02.intoArray(lanes, to + 2 * VIRTUAL_LANES);
    s03.intoArray(lanes, to + 3 * VIRTUAL_LANES);
    s10.intoArray(lanes, to + 4 * VIRTUAL_LANES);
    s11.intoArray(lanes, to + 5 * VIRTUAL_LANES);
    s12.intoArray(lanes, to + 6 * VIRTUAL_LANES);
    s13.intoArray(lanes, to + 7 * VIRTUAL_LANES);
  }

  /** One row x 4 terms, for the rows left over. */
  static void tile1x4(
      int images,
      int length,
      float[] dy,
      int dyo,
      int dyImage,
      float[] x,
      int xo,
      int xImage,
      int[] offsets,
      int k,
      int last,
      float[] lanes,
      int to) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s03 = FloatVector.zero(SPECIES);
    int o0 = xo + offsets[k];
    int o1 = xo + offsets[Math.min(k + 1, last)];
    int o2 = xo + offsets[Math.min(k + 2, last)];
    int o3 = xo + offsets[Math.min(k + 3, last)];
    for (int i = 0, d = dyo, e = 0; i < images; i++, d += dyImage, e += xImage) {
      for (int p = 0; p < length; p += VIRTUAL_LANES) {
        FloatVector d0 = load(dy, d + p);
        FloatVector x0 = load(x, o0 + e + p);
        s00 = d0.fma(x0, s00);
        FloatVector x1 = load(x, o1 + e + p);
        s01 = d0.fma(x1, s01);
        FloatVector x2 = load(x, o2 + e + p);
        s02 = d0.fma(x2, s02);
        FloatVector x3 = load(x, o3 + e + p);
        s03 = d0.fma(x3, s03);
      }
    }
    s00.intoArray(lanes, to);
    s01.intoArray(lanes, to + VIRTUAL_LANES);
    s02.intoArray(lanes, to + 2 * VIRTUAL_LANES);
    s03.intoArray(lanes, to + 3 * VIRTUAL_LANES);
  }

  private static FloatVector load(float[] x, int offset) {
    return FloatVector.fromArray(SPECIES, x, offset);
  }
}
