package dev.javelin.simd.winograd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The transforms of weights, some channels of results at a time: a vector holds the same tap of
 * several filters.
 */
final class WeightKernel {

  private WeightKernel() {}

  /**
   * Taps to points.
   *
   * @param count vectors one after another: so many filters' taps, {@code tapStride} apart
   * @param filterStride floats from the first tap of one vector's filters to the next
   * @param to where the first point goes, {@code targetStride} from one vector to the next
   */
  static void points(
      int count,
      float[] w,
      int wo,
      int tapStride,
      int filterStride,
      float[] u,
      int to,
      int targetStride,
      int pointStride) {
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    for (int i = 0; i < count; i++) {
      int from = wo + i * filterStride;
      FloatVector a0 = load(w, from);
      FloatVector b0 = load(w, from + tapStride);
      FloatVector c0 = load(w, from + 2 * tapStride);
      FloatVector a3 = load(w, from + 6 * tapStride);
      FloatVector b3 = load(w, from + 7 * tapStride);
      FloatVector c3 = load(w, from + 8 * tapStride);
      FloatVector middle = load(w, from + 3 * tapStride);
      FloatVector outer = a0.add(a3);
      FloatVector a1 = outer.add(middle).mul(half);
      FloatVector a2 = outer.sub(middle).mul(half);
      middle = load(w, from + 4 * tapStride);
      outer = b0.add(b3);
      FloatVector b1 = outer.add(middle).mul(half);
      FloatVector b2 = outer.sub(middle).mul(half);
      middle = load(w, from + 5 * tapStride);
      outer = c0.add(c3);
      FloatVector c1 = outer.add(middle).mul(half);
      FloatVector c2 = outer.sub(middle).mul(half);

      int at = to + i * targetStride;
      a0.intoArray(u, at);
      outer = a0.add(c0);
      outer.add(b0).mul(half).intoArray(u, at + pointStride);
      outer.sub(b0).mul(half).intoArray(u, at + 2 * pointStride);
      c0.intoArray(u, at + 3 * pointStride);

      a1.intoArray(u, at + 4 * pointStride);
      outer = a1.add(c1);
      outer.add(b1).mul(half).intoArray(u, at + 5 * pointStride);
      outer.sub(b1).mul(half).intoArray(u, at + 6 * pointStride);
      c1.intoArray(u, at + 7 * pointStride);

      a2.intoArray(u, at + 8 * pointStride);
      outer = a2.add(c2);
      outer.add(b2).mul(half).intoArray(u, at + 9 * pointStride);
      outer.sub(b2).mul(half).intoArray(u, at + 10 * pointStride);
      c2.intoArray(u, at + 11 * pointStride);

      a3.intoArray(u, at + 12 * pointStride);
      outer = a3.add(c3);
      outer.add(b3).mul(half).intoArray(u, at + 13 * pointStride);
      outer.sub(b3).mul(half).intoArray(u, at + 14 * pointStride);
      c3.intoArray(u, at + 15 * pointStride);
    }
  }

  /** Gradients by points to gradients by taps; vectors of all are {@code LANES} apart in u. */
  static void taps(
      int count, float[] u, int uo, int pointStride, float[] w, int wo, int tapStride) {
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    for (int i = 0; i < count; i++) {
      int from = uo + i * LANES;
      FloatVector u1 = load(u, from + 4 * pointStride);
      FloatVector u2 = load(u, from + 8 * pointStride);
      FloatVector mean = u1.add(u2).mul(half);
      FloatVector a0 = load(u, from).add(mean);
      FloatVector a1 = u1.sub(u2).mul(half);
      FloatVector a2 = mean.add(load(u, from + 12 * pointStride));
      u1 = load(u, from + 5 * pointStride);
      u2 = load(u, from + 9 * pointStride);
      mean = u1.add(u2).mul(half);
      FloatVector b0 = load(u, from + pointStride).add(mean);
      FloatVector b1 = u1.sub(u2).mul(half);
      FloatVector b2 = mean.add(load(u, from + 13 * pointStride));
      u1 = load(u, from + 6 * pointStride);
      u2 = load(u, from + 10 * pointStride);
      mean = u1.add(u2).mul(half);
      FloatVector c0 = load(u, from + 2 * pointStride).add(mean);
      FloatVector c1 = u1.sub(u2).mul(half);
      FloatVector c2 = mean.add(load(u, from + 14 * pointStride));
      u1 = load(u, from + 7 * pointStride);
      u2 = load(u, from + 11 * pointStride);
      mean = u1.add(u2).mul(half);
      FloatVector d0 = load(u, from + 3 * pointStride).add(mean);
      FloatVector d1 = u1.sub(u2).mul(half);
      FloatVector d2 = mean.add(load(u, from + 15 * pointStride));

      int at = wo + i * LANES;
      mean = b0.add(c0).mul(half);
      a0.add(mean).intoArray(w, at);
      b0.sub(c0).mul(half).intoArray(w, at + tapStride);
      mean.add(d0).intoArray(w, at + 2 * tapStride);
      mean = b1.add(c1).mul(half);
      a1.add(mean).intoArray(w, at + 3 * tapStride);
      b1.sub(c1).mul(half).intoArray(w, at + 4 * tapStride);
      mean.add(d1).intoArray(w, at + 5 * tapStride);
      mean = b2.add(c2).mul(half);
      a2.add(mean).intoArray(w, at + 6 * tapStride);
      b2.sub(c2).mul(half).intoArray(w, at + 7 * tapStride);
      mean.add(d2).intoArray(w, at + 8 * tapStride);
    }
  }

  private static FloatVector load(float[] x, int offset) {
    return FloatVector.fromArray(SPECIES, x, offset);
  }
}
