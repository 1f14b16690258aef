package dev.javelin.simd.winograd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Outer products of tiles: the sums of some input channels by one or two vectors of result channels
 * stay in registers while the tiles run.
 *
 * <p>The arguments: {@code count} tiles; the first one's input channels at {@code vo}, {@code vs}
 * floats to the next tile's; its result channels at {@code start}, {@code ds} to the next; the sums
 * to be continued at {@code uo}, {@code us} from one input channel to the next.
 */
final class OuterKernel {

  private OuterKernel() {}

  /** 8 channels x 2 vectors. */
  static void tile8x2(
      int count,
      float[] v,
      int vo,
      int vs,
      float[] d,
      int start,
      int ds,
      float[] u,
      int uo,
      int us) {
    FloatVector u00 = load(u, uo);
    FloatVector u01 = load(u, uo + LANES);
    FloatVector u10 = load(u, uo + us);
    FloatVector u11 = load(u, uo + us + LANES);
    FloatVector u20 = load(u, uo + 2 * us);
    FloatVector u21 = load(u, uo + 2 * us + LANES);
    FloatVector u30 = load(u, uo + 3 * us);
    FloatVector u31 = load(u, uo + 3 * us + LANES);
    FloatVector u40 = load(u, uo + 4 * us);
    FloatVector u41 = load(u, uo + 4 * us + LANES);
    FloatVector u50 = load(u, uo + 5 * us);
    FloatVector u51 = load(u, uo + 5 * us + LANES);
    FloatVector u60 = load(u, uo + 6 * us);
    FloatVector u61 = load(u, uo + 6 * us + LANES);
    FloatVector u70 = load(u, uo + 7 * us);
    FloatVector u71 = load(u, uo + 7 * us + LANES);
    for (int tile = 0, p = vo, q = start; tile < count; tile++, p += vs, q += ds) {
      FloatVector d0 = load(d, q);
      FloatVector d1 = load(d, q + LANES);
      FloatVector v0 = broadcast(v[p]);
      u00 = v0.fma(d0, u00);
      u01 = v0.fma(d1, u01);
      FloatVector v1 = broadcast(v[p + 1]);
      u10 = v1.fma(d0, u10);
      u11 = v1.fma(d1, u11);
      FloatVector v2 = broadcast(v[p + 2]);
      u20 = v2.fma(d0, u20);
      u21 = v2.fma(d1, u21);
      FloatVector v3 = broadcast(v[p + 3]);
      u30 = v3.fma(d0, u30);
      u31 = v3.fma(d1, u31);
      FloatVector v4 = broadcast(v[p + 4]);
      u40 = v4.fma(d0, u40);
      u41 = v4.fma(d1, u41);
      FloatVector v5 = broadcast(v[p + 5]);
      u50 = v5.fma(d0, u50);
      u51 = v5.fma(d1, u51);
      FloatVector v6 = broadcast(v[p + 6]);
      u60 = v6.fma(d0, u60);
      u61 = v6.fma(d1, u61);
      FloatVector v7 = broadcast(v[p + 7]);
      u70 = v7.fma(d0, u70);
      u71 = v7.fma(d1, u71);
    }
    u00.intoArray(u, uo);
    u01.intoArray(u, uo + LANES);
    u10.intoArray(u, uo + us);
    u11.intoArray(u, uo + us + LANES);
    u20.intoArray(u, uo + 2 * us);
    u21.intoArray(u, uo + 2 * us + LANES);
    u30.intoArray(u, uo + 3 * us);
    u31.intoArray(u, uo + 3 * us + LANES);
    u40.intoArray(u, uo + 4 * us);
    u41.intoArray(u, uo + 4 * us + LANES);
    u50.intoArray(u, uo + 5 * us);
    u51.intoArray(u, uo + 5 * us + LANES);
    u60.intoArray(u, uo + 6 * us);
    u61.intoArray(u, uo + 6 * us + LANES);
    u70.intoArray(u, uo + 7 * us);
    u71.intoArray(u, uo + 7 * us + LANES);
  }

  /** 4 channels x 2 vectors, for 16 registers. */
  static void tile4x2(
      int count,
      float[] v,
      int vo,
      int vs,
      float[] d,
      int start,
      int ds,
      float[] u,
      int uo,
      int us) {
    FloatVector u00 = load(u, uo);
    FloatVector u01 = load(u, uo + LANES);
    FloatVector u10 = load(u, uo + us);
    FloatVector u11 = load(u, uo + us + LANES);
    FloatVector u20 = load(u, uo + 2 * us);
    FloatVector u21 = load(u, uo + 2 * us + LANES);
    FloatVector u30 = load(u, uo + 3 * us);
    FloatVector u31 = load(u, uo + 3 * us + LANES);
    for (int tile = 0, p = vo, q = start; tile < count; tile++, p += vs, q += ds) {
      FloatVector d0 = load(d, q);
      FloatVector d1 = load(d, q + LANES);
      FloatVector v0 = broadcast(v[p]);
      u00 = v0.fma(d0, u00);
      u01 = v0.fma(d1, u01);
      FloatVector v1 = broadcast(v[p + 1]);
      u10 = v1.fma(d0, u10);
      u11 = v1.fma(d1, u11);
      FloatVector v2 = broadcast(v[p + 2]);
      u20 = v2.fma(d0, u20);
      u21 = v2.fma(d1, u21);
      FloatVector v3 = broadcast(v[p + 3]);
      u30 = v3.fma(d0, u30);
      u31 = v3.fma(d1, u31);
    }
    u00.intoArray(u, uo);
    u01.intoArray(u, uo + LANES);
    u10.intoArray(u, uo + us);
    u11.intoArray(u, uo + us + LANES);
    u20.intoArray(u, uo + 2 * us);
    u21.intoArray(u, uo + 2 * us + LANES);
    u30.intoArray(u, uo + 3 * us);
    u31.intoArray(u, uo + 3 * us + LANES);
  }

  /** 8 channels x 1 vector, for the result channels left over. */
  static void tile8x1(
      int count,
      float[] v,
      int vo,
      int vs,
      float[] d,
      int start,
      int ds,
      float[] u,
      int uo,
      int us) {
    FloatVector u00 = load(u, uo);
    FloatVector u10 = load(u, uo + us);
    FloatVector u20 = load(u, uo + 2 * us);
    FloatVector u30 = load(u, uo + 3 * us);
    FloatVector u40 = load(u, uo + 4 * us);
    FloatVector u50 = load(u, uo + 5 * us);
    FloatVector u60 = load(u, uo + 6 * us);
    FloatVector u70 = load(u, uo + 7 * us);
    for (int tile = 0, p = vo, q = start; tile < count; tile++, p += vs, q += ds) {
      FloatVector d0 = load(d, q);
      FloatVector v0 = broadcast(v[p]);
      u00 = v0.fma(d0, u00);
      FloatVector v1 = broadcast(v[p + 1]);
      u10 = v1.fma(d0, u10);
      FloatVector v2 = broadcast(v[p + 2]);
      u20 = v2.fma(d0, u20);
      FloatVector v3 = broadcast(v[p + 3]);
      u30 = v3.fma(d0, u30);
      FloatVector v4 = broadcast(v[p + 4]);
      u40 = v4.fma(d0, u40);
      FloatVector v5 = broadcast(v[p + 5]);
      u50 = v5.fma(d0, u50);
      FloatVector v6 = broadcast(v[p + 6]);
      u60 = v6.fma(d0, u60);
      FloatVector v7 = broadcast(v[p + 7]);
      u70 = v7.fma(d0, u70);
    }
    u00.intoArray(u, uo);
    u10.intoArray(u, uo + us);
    u20.intoArray(u, uo + 2 * us);
    u30.intoArray(u, uo + 3 * us);
    u40.intoArray(u, uo + 4 * us);
    u50.intoArray(u, uo + 5 * us);
    u60.intoArray(u, uo + 6 * us);
    u70.intoArray(u, uo + 7 * us);
  }

  private static FloatVector load(float[] x, int offset) {
    return FloatVector.fromArray(SPECIES, x, offset);
  }

  private static FloatVector broadcast(float x) {
    return FloatVector.broadcast(SPECIES, x);
  }
}
