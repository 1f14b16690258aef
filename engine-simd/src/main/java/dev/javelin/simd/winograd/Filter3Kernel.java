package dev.javelin.simd.winograd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.WinogradPoints;
import jdk.incubator.vector.FloatVector;

/**
 * The transforms of weights of kernels of 3 x 3, some channels of results at a time: a vector holds
 * the same tap of several filters. {@code half} is as that of {@link InputKernel}.
 */
final class Filter3Kernel {
  /** From a tap in half to the one below it. */
  private static final int TAPS_DOWN = 3 * LANES;

  /** From a point in half to the one below it. */
  private static final int POINTS_DOWN = 6 * LANES;

  private Filter3Kernel() {}

  /**
   * Taps to points.
   *
   * @param count vectors one after another: so many filters' taps, {@code tapStride} apart
   * @param filterStride floats from the first tap of one vector's filters to the next
   * @param to0 where the first point goes, {@code targetStride} from one vector to the next
   */
  static void points(
      int count,
      float[] w,
      int wo,
      int tapStride,
      int filterStride,
      float[] half,
      float[] u,
      int to0,
      int targetStride,
      int pointStride) {
    FloatVector a = FloatVector.broadcast(SPECIES, WinogradPoints.A);
    FloatVector minusA = FloatVector.broadcast(SPECIES, -WinogradPoints.A);
    FloatVector b = FloatVector.broadcast(SPECIES, WinogradPoints.B);
    FloatVector minusB = FloatVector.broadcast(SPECIES, -WinogradPoints.B);
    FloatVector a2 = FloatVector.broadcast(SPECIES, WinogradPoints.A2);
    FloatVector b2 = FloatVector.broadcast(SPECIES, WinogradPoints.B2);
    FloatVector of0 = FloatVector.broadcast(SPECIES, WinogradPoints.OF_0);
    FloatVector ofA = FloatVector.broadcast(SPECIES, WinogradPoints.OF_A);
    FloatVector ofB = FloatVector.broadcast(SPECIES, WinogradPoints.OF_B);
    for (int n = 0; n < count; n++) {
      for (int j = 0; j < 3; j++) {
        int from = wo + n * filterStride + j * tapStride;
        FloatVector g0 = FloatVector.fromArray(SPECIES, w, from);
        FloatVector g1 = FloatVector.fromArray(SPECIES, w, from + 3 * tapStride);
        FloatVector g2 = FloatVector.fromArray(SPECIES, w, from + 6 * tapStride);
        int to = j * LANES;
        g0.mul(of0).intoArray(half, to);
        FloatVector even = a2.fma(g2, g0);
        a.fma(g1, even).mul(ofA).intoArray(half, to + TAPS_DOWN);
        minusA.fma(g1, even).mul(ofA).intoArray(half, to + 2 * TAPS_DOWN);
        even = b2.fma(g2, g0);
        b.fma(g1, even).mul(ofB).intoArray(half, to + 3 * TAPS_DOWN);
        minusB.fma(g1, even).mul(ofB).intoArray(half, to + 4 * TAPS_DOWN);
        g2.intoArray(half, to + 5 * TAPS_DOWN);
      }
      int to = to0 + n * targetStride;
      for (int i = 0; i < 6; i++, to += 6 * pointStride) {
        FloatVector g0 = FloatVector.fromArray(SPECIES, half, i * TAPS_DOWN);
        FloatVector g1 = FloatVector.fromArray(SPECIES, half, i * TAPS_DOWN + LANES);
        FloatVector g2 = FloatVector.fromArray(SPECIES, half, i * TAPS_DOWN + 2 * LANES);
        g0.mul(of0).intoArray(u, to);
        FloatVector even = a2.fma(g2, g0);
        a.fma(g1, even).mul(ofA).intoArray(u, to + pointStride);
        minusA.fma(g1, even).mul(ofA).intoArray(u, to + 2 * pointStride);
        even = b2.fma(g2, g0);
        b.fma(g1, even).mul(ofB).intoArray(u, to + 3 * pointStride);
        minusB.fma(g1, even).mul(ofB).intoArray(u, to + 4 * pointStride);
        g2.intoArray(u, to + 5 * pointStride);
      }
    }
  }

  /** Gradients by points to gradients by taps; vectors of all are {@code LANES} apart in u. */
  static void taps(
      int count,
      float[] u,
      int uo,
      int pointStride,
      float[] half,
      float[] w,
      int wo,
      int tapStride) {
    FloatVector a = FloatVector.broadcast(SPECIES, WinogradPoints.A);
    FloatVector b = FloatVector.broadcast(SPECIES, WinogradPoints.B);
    FloatVector a2 = FloatVector.broadcast(SPECIES, WinogradPoints.A2);
    FloatVector b2 = FloatVector.broadcast(SPECIES, WinogradPoints.B2);
    FloatVector of0 = FloatVector.broadcast(SPECIES, WinogradPoints.OF_0);
    FloatVector ofA = FloatVector.broadcast(SPECIES, WinogradPoints.OF_A);
    FloatVector ofB = FloatVector.broadcast(SPECIES, WinogradPoints.OF_B);
    for (int n = 0; n < count; n++) {
      int from = uo + n * LANES;
      for (int j = 0; j < 6; j++, from += pointStride) {
        FloatVector u1 = FloatVector.fromArray(SPECIES, u, from + 6 * pointStride);
        FloatVector u2 = FloatVector.fromArray(SPECIES, u, from + 12 * pointStride);
        FloatVector evenA = u1.add(u2).mul(ofA);
        FloatVector oddA = u1.sub(u2).mul(ofA);
        u1 = FloatVector.fromArray(SPECIES, u, from + 18 * pointStride);
        u2 = FloatVector.fromArray(SPECIES, u, from + 24 * pointStride);
        FloatVector evenB = u1.add(u2).mul(ofB);
        FloatVector oddB = u1.sub(u2).mul(ofB);
        int to = j * LANES;
        of0.fma(FloatVector.fromArray(SPECIES, u, from), evenA.add(evenB)).intoArray(half, to);
        b.fma(oddB, a.mul(oddA)).intoArray(half, to + POINTS_DOWN);
        FloatVector u5 = FloatVector.fromArray(SPECIES, u, from + 30 * pointStride);
        a2.fma(evenA, b2.fma(evenB, u5)).intoArray(half, to + 2 * POINTS_DOWN);
      }
      int to = wo + n * LANES;
      for (int i = 0; i < 3; i++, to += 3 * tapStride) {
        int row = i * POINTS_DOWN;
        FloatVector u1 = FloatVector.fromArray(SPECIES, half, row + LANES);
        FloatVector u2 = FloatVector.fromArray(SPECIES, half, row + 2 * LANES);
        FloatVector evenA = u1.add(u2).mul(ofA);
        FloatVector oddA = u1.sub(u2).mul(ofA);
        u1 = FloatVector.fromArray(SPECIES, half, row + 3 * LANES);
        u2 = FloatVector.fromArray(SPECIES, half, row + 4 * LANES);
        FloatVector evenB = u1.add(u2).mul(ofB);
        FloatVector oddB = u1.sub(u2).mul(ofB);
        of0.fma(FloatVector.fromArray(SPECIES, half, row), evenA.add(evenB)).intoArray(w, to);
        b.fma(oddB, a.mul(oddA)).intoArray(w, to + tapStride);
        FloatVector u5 = FloatVector.fromArray(SPECIES, half, row + 5 * LANES);
        a2.fma(evenA, b2.fma(evenB, u5)).intoArray(w, to + 2 * tapStride);
      }
    }
  }
}
