package dev.javelin.simd.winograd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.WinogradPoints;
import jdk.incubator.vector.FloatVector;

/**
 * The transform of inputs, some channels at a time: a vector holds the same number of a tile in
 * several channels. As all transforms it goes down the columns first, into {@code half}, which has
 * room for the points of a vector of channels, and then along the rows.
 *
 * <p>The arguments: {@code count} tiles; {@code places} says where their numbers stand in an image,
 * in floats, from {@code first} on; tiles are {@code tileStride} floats apart among points, and the
 * points of a tile {@code pointStride}.
 */
final class InputKernel {
  /** From a number of half to the one below it. */
  private static final int DOWN = 6 * LANES;

  private InputKernel() {}

  /** Inputs to points. */
  static void inputs(
      int count,
      int[] places,
      int first,
      float[] x,
      int xo,
      int channels,
      float[] half,
      float[] v,
      int vo,
      int tileStride,
      int pointStride) {
    FloatVector a = FloatVector.broadcast(SPECIES, WinogradPoints.A);
    FloatVector minusA = FloatVector.broadcast(SPECIES, -WinogradPoints.A);
    FloatVector b = FloatVector.broadcast(SPECIES, WinogradPoints.B);
    FloatVector minusB = FloatVector.broadcast(SPECIES, -WinogradPoints.B);
    FloatVector minusA2 = FloatVector.broadcast(SPECIES, -WinogradPoints.A2);
    FloatVector minusB2 = FloatVector.broadcast(SPECIES, -WinogradPoints.B2);
    FloatVector minusSum = FloatVector.broadcast(SPECIES, -WinogradPoints.SUM);
    FloatVector product = FloatVector.broadcast(SPECIES, WinogradPoints.PRODUCT);
    for (int tile = 0; tile < count; tile++) {
      int p = first + tile * 36;
      for (int c = 0; c < channels; c += LANES) {
        int from = xo + c;
        for (int j = 0; j < 6; j++) {
          FloatVector d0 = FloatVector.fromArray(SPECIES, x, from + places[p + j]);
          FloatVector d1 = FloatVector.fromArray(SPECIES, x, from + places[p + j + 6]);
          FloatVector d2 = FloatVector.fromArray(SPECIES, x, from + places[p + j + 12]);
          FloatVector d3 = FloatVector.fromArray(SPECIES, x, from + places[p + j + 18]);
          FloatVector d4 = FloatVector.fromArray(SPECIES, x, from + places[p + j + 24]);
          FloatVector d5 = FloatVector.fromArray(SPECIES, x, from + places[p + j + 30]);
          int to = j * LANES;
          product.fma(d0, minusSum.fma(d2, d4)).intoArray(half, to);
          FloatVector even = minusB2.fma(d2, d4);
          FloatVector odd = minusB2.fma(d1, d3);
          a.fma(odd, even).intoArray(half, to + DOWN);
          minusA.fma(odd, even).intoArray(half, to + 2 * DOWN);
          even = minusA2.fma(d2, d4);
          odd = minusA2.fma(d1, d3);
          b.fma(odd, even).intoArray(half, to + 3 * DOWN);
          minusB.fma(odd, even).intoArray(half, to + 4 * DOWN);
          product.fma(d1, minusSum.fma(d3, d5)).intoArray(half, to + 5 * DOWN);
        }
        int to = vo + tile * tileStride + c;
        for (int i = 0; i < 6; i++, to += 6 * pointStride) {
          int row = i * DOWN;
          FloatVector d0 = FloatVector.fromArray(SPECIES, half, row);
          FloatVector d1 = FloatVector.fromArray(SPECIES, half, row + LANES);
          FloatVector d2 = FloatVector.fromArray(SPECIES, half, row + 2 * LANES);
          FloatVector d3 = FloatVector.fromArray(SPECIES, half, row + 3 * LANES);
          FloatVector d4 = FloatVector.fromArray(SPECIES, half, row + 4 * LANES);
          FloatVector d5 = FloatVector.fromArray(SPECIES, half, row + 5 * LANES);
          product.fma(d0, minusSum.fma(d2, d4)).intoArray(v, to);
          FloatVector even = minusB2.fma(d2, d4);
          FloatVector odd = minusB2.fma(d1, d3);
          a.fma(odd, even).intoArray(v, to + pointStride);
          minusA.fma(odd, even).intoArray(v, to + 2 * pointStride);
          even = minusA2.fma(d2, d4);
          odd = minusA2.fma(d1, d3);
          b.fma(odd, even).intoArray(v, to + 3 * pointStride);
          minusB.fma(odd, even).intoArray(v, to + 4 * pointStride);
          product.fma(d1, minusSum.fma(d3, d5)).intoArray(v, to + 5 * pointStride);
        }
      }
    }
  }
}
