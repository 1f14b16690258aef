package dev.javelin.simd.winograd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.WinogradPoints;
import jdk.incubator.vector.FloatVector;

/**
 * The transforms of tiles of 2 x 2 results; see {@link InputKernel}.
 *
 * <p>The arguments: {@code count} tiles; {@code places} says where their numbers stand in an image,
 * in floats, from {@code first} on; tiles are {@code tileStride} floats apart among points, and the
 * points of a tile {@code pointStride}.
 */
final class Tile2Kernel {
  /** From a number of half to the one below it, where rows are of points. */
  private static final int DOWN = 6 * LANES;

  /** The same where they are of results. */
  private static final int RESULTS_DOWN = 2 * LANES;

  private Tile2Kernel() {}

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
    for (int tile = 0; tile < count; tile++) {
      int p = first + tile * 4;
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
          FloatVector m5 = FloatVector.fromArray(SPECIES, m, from + 30 * pointStride);
          b.fma(oddB, a.fma(oddA, m5)).intoArray(half, to + DOWN);
        }
        FloatVector start = FloatVector.fromArray(SPECIES, starts, c);
        int to = yo + c;
        for (int i = 0; i < 2; i++) {
          int row = i * DOWN;
          FloatVector m1 = FloatVector.fromArray(SPECIES, half, row + LANES);
          FloatVector m2 = FloatVector.fromArray(SPECIES, half, row + 2 * LANES);
          FloatVector m3 = FloatVector.fromArray(SPECIES, half, row + 3 * LANES);
          FloatVector m4 = FloatVector.fromArray(SPECIES, half, row + 4 * LANES);
          FloatVector evenA = m1.add(m2);
          FloatVector oddA = m1.sub(m2);
          FloatVector evenB = m3.add(m4);
          FloatVector oddB = m3.sub(m4);
          int q = p + 2 * i;
          FloatVector.fromArray(SPECIES, half, row)
              .add(evenA)
              .add(evenB)
              .add(start)
              .intoArray(y, to + places[q]);
          FloatVector m5 = FloatVector.fromArray(SPECIES, half, row + 5 * LANES);
          b.fma(oddB, a.fma(oddA, m5)).add(start).intoArray(y, to + places[q + 1]);
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
    for (int tile = 0; tile < count; tile++) {
      int p = first + tile * 4;
      for (int c = 0; c < channels; c += LANES) {
        int from = dyo + c;
        for (int j = 0; j < 2; j++) {
          FloatVector y0 = FloatVector.fromArray(SPECIES, dy, from + places[p + j]);
          FloatVector y1 = FloatVector.fromArray(SPECIES, dy, from + places[p + j + 2]);
          int to = j * LANES;
          y0.intoArray(half, to);
          a.fma(y1, y0).intoArray(half, to + RESULTS_DOWN);
          minusA.fma(y1, y0).intoArray(half, to + 2 * RESULTS_DOWN);
          b.fma(y1, y0).intoArray(half, to + 3 * RESULTS_DOWN);
          minusB.fma(y1, y0).intoArray(half, to + 4 * RESULTS_DOWN);
          y1.intoArray(half, to + 5 * RESULTS_DOWN);
        }
        int to = to0 + tile * tileStride + c;
        for (int i = 0; i < 6; i++, to += 6 * pointStride) {
          int row = i * RESULTS_DOWN;
          FloatVector y0 = FloatVector.fromArray(SPECIES, half, row);
          FloatVector y1 = FloatVector.fromArray(SPECIES, half, row + LANES);
          y0.intoArray(d, to);
          a.fma(y1, y0).intoArray(d, to + pointStride);
          minusA.fma(y1, y0).intoArray(d, to + 2 * pointStride);
          b.fma(y1, y0).intoArray(d, to + 3 * pointStride);
          minusB.fma(y1, y0).intoArray(d, to + 4 * pointStride);
          y1.intoArray(d, to + 5 * pointStride);
        }
      }
    }
  }
}
