package dev.javelin.simd.winograd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.WinogradPoints;
import jdk.incubator.vector.FloatVector;

/**
 * The transforms of tiles of 4 x 4 results; see {@link InputKernel}.
 *
 * <p>The arguments: {@code count} tiles; {@code places} says where their numbers stand in an image,
 * in floats, from {@code first} on; tiles are {@code tileStride} floats apart among points, and the
 * points of a tile {@code pointStride}.
 */
final class Tile4Kernel {
  /** From a number of half to the one below it, where rows are of points. */
  private static final int DOWN = 6 * LANES;

  /** The same where they are of results. */
  private static final int RESULTS_DOWN = 4 * LANES;

  private Tile4Kernel() {}

  /** Points to results, to each of which its channel's start is added. */
  static void results(
      int count,
      int[] places,
      int first,
      float[] m,
      int mo,
      int tileStride,
      int pointStride,
      int channels,
      float[] starts,
      float[] half,
      float[] y,
      int yo) {
    FloatVector a = FloatVector.broadcast(SPECIES, WinogradPoints.A);
    FloatVector b = FloatVector.broadcast(SPECIES, WinogradPoints.B);
    FloatVector a2 = FloatVector.broadcast(SPECIES, WinogradPoints.A2);
    FloatVector b2 = FloatVector.broadcast(SPECIES, WinogradPoints.B2);
    FloatVector a3 = FloatVector.broadcast(SPECIES, WinogradPoints.A3);
    FloatVector b3 = FloatVector.broadcast(SPECIES, WinogradPoints.B3);
    for (int tile = 0; tile < count; tile++) {
      int p = first + tile * 16;
      for (int c = 0; c < channels; c += LANES) {
        int from = mo + tile * tileStride + c;
        for (int j = 0; j < 6; j++, from += pointStride) {
          FloatVector m1 = FloatVector.fromArray(SPECIES, m, from + 6 * pointStride);
          FloatVector m2 = FloatVector.fromArray(SPECIES, m, from + 12 * pointStride);
          FloatVector m3 = FloatVector.fromArray(SPECIES, m, from + 18 * pointStride);
          FloatVector m4 = FloatVector.fromArray(SPECIES, m, from + 24 * pointStride);
          FloatVector evenA = m1.add(m2);
          FloatVector oddA = m1.sub(m2);
          FloatVector evenB = m3.add(m4);
          FloatVector oddB = m3.sub(m4);
          int to = j * LANES;
          FloatVector.fromArray(SPECIES, m, from).add(evenA).add(evenB).intoArray(half, to);
          b.fma(oddB, a.mul(oddA)).intoArray(half, to + DOWN);
          b2.fma(evenB, a2.mul(evenA)).intoArray(half, to + 2 * DOWN);
          FloatVector m5 = FloatVector.fromArray(SPECIES, m, from + 30 * pointStride);
          b3.fma(oddB, a3.fma(oddA, m5)).intoArray(half, to + 3 * DOWN);
        }
        FloatVector start = FloatVector.fromArray(SPECIES, starts, c);
        int to = yo + c;
        for (int i = 0; i < 4; i++) {
          int row = i * DOWN;
          FloatVector m1 = FloatVector.fromArray(SPECIES, half, row + LANES);
          FloatVector m2 = FloatVector.fromArray(SPECIES, half, row + 2 * LANES);
          FloatVector m3 = FloatVector.fromArray(SPECIES, half, row + 3 * LANES);
          FloatVector m4 = FloatVector.fromArray(SPECIES, half, row + 4 * LANES);
          FloatVector evenA = m1.add(m2);
          FloatVector oddA = m1.sub(m2);
          FloatVector evenB = m3.add(m4);
          FloatVector oddB = m3.sub(m4);
          int q = p + 4 * i;
          FloatVector.fromArray(SPECIES, half, row)
              .add(evenA)
              .add(evenB)
              .add(start)
              .intoArray(y, to + places[q]);
          b.fma(oddB, a.mul(oddA)).add(start).intoArray(y, to + places[q + 1]);
          b2.fma(evenB, a2.mul(evenA)).add(start).intoArray(y, to + places[q + 2]);
          FloatVector m5 = FloatVector.fromArray(SPECIES, half, row + 5 * LANES);
          b3.fma(oddB, a3.fma(oddA, m5)).add(start).intoArray(y, to + places[q + 3]);
        }
      }
    }
  }

  /** Gradients by results to points. */
  static void resultGradients(
      int count,
      int[] places,
      int first,
      float[] dy,
      int dyo,
      int channels,
      float[] half,
      float[] d,
      int to0,
      int tileStride,
      int pointStride) {
    FloatVector a = FloatVector.broadcast(SPECIES, WinogradPoints.A);
    FloatVector minusA = FloatVector.broadcast(SPECIES, -WinogradPoints.A);
    FloatVector b = FloatVector.broadcast(SPECIES, WinogradPoints.B);
    FloatVector minusB = FloatVector.broadcast(SPECIES, -WinogradPoints.B);
    FloatVector a2 = FloatVector.broadcast(SPECIES, WinogradPoints.A2);
    FloatVector b2 = FloatVector.broadcast(SPECIES, WinogradPoints.B2);
    for (int tile = 0; tile < count; tile++) {
      int p = first + tile * 16;
      for (int c = 0; c < channels; c += LANES) {
        int from = dyo + c;
        for (int j = 0; j < 4; j++) {
          FloatVector y0 = FloatVector.fromArray(SPECIES, dy, from + places[p + j]);
          FloatVector y1 = FloatVector.fromArray(SPECIES, dy, from + places[p + j + 4]);
          FloatVector y2 = FloatVector.fromArray(SPECIES, dy, from + places[p + j + 8]);
          FloatVector y3 = FloatVector.fromArray(SPECIES, dy, from + places[p + j + 12]);
          int to = j * LANES;
          y0.intoArray(half, to);
          FloatVector even = a2.fma(y2, y0);
          FloatVector odd = a2.fma(y3, y1);
          a.fma(odd, even).intoArray(half, to + RESULTS_DOWN);
          minusA.fma(odd, even).intoArray(half, to + 2 * RESULTS_DOWN);
          even = b2.fma(y2, y0);
          odd = b2.fma(y3, y1);
          b.fma(odd, even).intoArray(half, to + 3 * RESULTS_DOWN);
          minusB.fma(odd, even).intoArray(half, to + 4 * RESULTS_DOWN);
          y3.intoArray(half, to + 5 * RESULTS_DOWN);
        }
        int to = to0 + tile * tileStride + c;
        for (int i = 0; i < 6; i++, to += 6 * pointStride) {
          int row = i * RESULTS_DOWN;
          FloatVector y0 = FloatVector.fromArray(SPECIES, half, row);
          FloatVector y1 = FloatVector.fromArray(SPECIES, half, row + LANES);
          FloatVector y2 = FloatVector.fromArray(SPECIES, half, row + 2 * LANES);
          FloatVector y3 = FloatVector.fromArray(SPECIES, half, row + 3 * LANES);
          y0.intoArray(d, to);
          FloatVector even = a2.fma(y2, y0);
          FloatVector odd = a2.fma(y3, y1);
          a.fma(odd, even).intoArray(d, to + pointStride);
          minusA.fma(odd, even).intoArray(d, to + 2 * pointStride);
          even = b2.fma(y2, y0);
          odd = b2.fma(y3, y1);
          b.fma(odd, even).intoArray(d, to + 3 * pointStride);
          minusB.fma(odd, even).intoArray(d, to + 4 * pointStride);
          y3.intoArray(d, to + 5 * pointStride);
        }
      }
    }
  }
}
