package dev.javelin.simd.winograd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.WinogradPoints;
import jdk.incubator.vector.FloatVector;

/**
 * The transforms of weights of kernels of 5 x 5, some channels of results at a time: a vector holds
 * the same tap of several filters. {@code half} is as that of {@link InputKernel}.
 */
final class Filter5Kernel {
  /** From a tap in half to the one below it. */
  private static final int TAPS_DOWN = 5 * LANES;

  /** From a point in half to the one below it. */
  private static final int POINTS_DOWN = 6 * LANES;

  private Filter5Kernel() {}

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
      for (int j = 0; j < 5; j++) {
        int from = wo + n * filterStride + j * tapStride;
        FloatVector g0 = FloatVector.fromArray(SPECIES, w, from);
        FloatVector g1 = FloatVector.fromArray(SPECIES, w, from + 5 * tapStride);
        FloatVector g2 = FloatVector.fromArray(SPECIES, w, from + 10 * tapStride);
        FloatVector g3 = FloatVector.fromArray(SPECIES, w, from + 15 * tapStride);
        FloatVector g4 = FloatVector.fromArray(SPECIES, w, from + 20 * tapStride);
        int to = j * LANES;
        g0.mul(of0).intoArray(half, to);
        FloatVector even = a2.fma(a2.fma(g4, g2), g0);
        FloatVector odd = a2.fma(g3, g1);
        a.fma(odd, even).mul(ofA).intoArray(half, to + TAPS_DOWN);
        minusA.fma(odd, even).mul(ofA).intoArray(half, to + 2 * TAPS_DOWN);
        even = b2.fma(b2.fma(g4, g2), g0);
        odd = b2.fma(g3, g1);
        b.fma(odd, even).mul(ofB).intoArray(half, to + 3 * TAPS_DOWN);
        minusB.fma(odd, even).mul(ofB).intoArray(half, to + 4 * TAPS_DOWN);
        g4.intoArray(half, to + 5 * TAPS_DOWN);
      }
      int to = to0 + n * targetStride;
      for (int i = 0; i < 6; i++, to += 6 * pointStride) {
        FloatVector g0 = FloatVector.fromArray(SPECIES, half, i * TAPS_DOWN);
        FloatVector g1 = FloatVector.fromArray(SPECIES, half, i * TAPS_DOWN + LANES);
        FloatVector g2 = FloatVector.fromArray(SPECIES, half, i * TAPS_DOWN + 2 * LANES);
        FloatVector g3 = FloatVector.fromArray(SPECIES, half, i * TAPS_DOWN + 3 * LANES);
        FloatVector g4 = FloatVector.fromArray(SPECIES, half, i * TAPS_DOWN + 4 * LANES);
        g0.mul(of0).intoArray(u, to);
        FloatVector even = a2.fma(a2.fma(g4, g2), g0);
        FloatVector odd = a2.fma(g3, g1);
        a.fma(odd, even).mul(ofA).intoArray(u, to + pointStride);
        minusA.fma(odd, even).mul(ofA).intoArray(u, to + 2 * pointStride);
        even = b2.fma(b2.fma(g4, g2), g0);
        odd = b2.fma(g3, g1);
        b.fma(odd, even).mul(ofB).intoArray(u, to + 3 * pointStride);
        minusB.fma(odd, even).mul(ofB).intoArray(u, to + 4 * pointStride);
        g4.intoArray(u, to + 5 * pointStride);
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
    for (int n = 0; n < count; n++) {
      int to = wo + n * LANES;
      along(6, u, uo + n * LANES, pointStride, 6 * pointStride, half, 0, LANES, POINTS_DOWN);
      along(5, half, 0, POINTS_DOWN, LANES, w, to, 5 * tapStride, tapStride);
    }
  }

  /**
   * One axis of {@link #taps}: a method for both, since C2 makes objects of vectors in one as long
   * as two.
   *
   * @param lines columns or rows, {@code us} apart in u and {@code ws} in w
   * @param point floats from one point of a line to the next
   * @param tap floats from one tap to the next
   */
  private static void along(
      int lines, float[] u, int uo, int us, int point, float[] w, int wo, int ws, int tap) {
    FloatVector a = FloatVector.broadcast(SPECIES, WinogradPoints.A);
    FloatVector b = FloatVector.broadcast(SPECIES, WinogradPoints.B);
    FloatVector a2 = FloatVector.broadcast(SPECIES, WinogradPoints.A2);
    FloatVector b2 = FloatVector.broadcast(SPECIES, WinogradPoints.B2);
    FloatVector a3 = FloatVector.broadcast(SPECIES, WinogradPoints.A3);
    FloatVector b3 = FloatVector.broadcast(SPECIES, WinogradPoints.B3);
    FloatVector a4 = FloatVector.broadcast(SPECIES, WinogradPoints.A4);
    FloatVector b4 = FloatVector.broadcast(SPECIES, WinogradPoints.B4);
    FloatVector of0 = FloatVector.broadcast(SPECIES, WinogradPoints.OF_0);
    FloatVector ofA = FloatVector.broadcast(SPECIES, WinogradPoints.OF_A);
    FloatVector ofB = FloatVector.broadcast(SPECIES, WinogradPoints.OF_B);
    for (int line = 0; line < lines; line++) {
      int from = uo + line * us;
      int to = wo + line * ws;
      FloatVector u1 = FloatVector.fromArray(SPECIES, u, from + point);
      FloatVector u2 = FloatVector.fromArray(SPECIES, u, from + 2 * point);
      FloatVector evenA = u1.add(u2).mul(ofA);
      FloatVector oddA = u1.sub(u2).mul(ofA);
      u1 = FloatVector.fromArray(SPECIES, u, from + 3 * point);
      u2 = FloatVector.fromArray(SPECIES, u, from + 4 * point);
      FloatVector evenB = u1.add(u2).mul(ofB);
      FloatVector oddB = u1.sub(u2).mul(ofB);
      of0.fma(FloatVector.fromArray(SPECIES, u, from), evenA.add(evenB)).intoArray(w, to);
      b.fma(oddB, a.mul(oddA)).intoArray(w, to + tap);
      b2.fma(evenB, a2.mul(evenA)).intoArray(w, to + 2 * tap);
      b3.fma(oddB, a3.mul(oddA)).intoArray(w, to + 3 * tap);
      FloatVector u5 = FloatVector.fromArray(SPECIES, u, from + 5 * point);
      a4.fma(evenA, b4.fma(evenB, u5)).intoArray(w, to + 4 * tap);
    }
  }
}
