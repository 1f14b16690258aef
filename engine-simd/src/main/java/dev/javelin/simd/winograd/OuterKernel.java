package dev.javelin.simd.winograd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Outer products of tiles: the sums of some input channels by one or two vectors of result channels
 * stay in registers while the tiles run.
 *
 * <p>The arguments: {@code count} tiles; the first one's input channels at {@code vo}, {@code vs}
 * floats to the next tile's; its result channels at {@code start}, {@code ds} to the next; what the
 * sums continue at {@code so}, {@code ss} from one input channel to the next; the sums likewise at
 * {@code uo}.
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
      float[] s,
      int so,
      int ss,
      float[] u,
      int uo,
      int us) {
    FloatVector u00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector u01 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector u10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector u11 = FloatVector.fromArray(SPECIES, s, so + ss + LANES);
    FloatVector u20 = FloatVector.fromArray(SPECIES, s, so + 2 * ss);
    FloatVector u21 = FloatVector.fromArray(SPECIES, s, so + 2 * ss + LANES);
    FloatVector u30 = FloatVector.fromArray(SPECIES, s, so + 3 * ss);
    FloatVector u31 = FloatVector.fromArray(SPECIES, s, so + 3 * ss + LANES);
    FloatVector u40 = FloatVector.fromArray(SPECIES, s, so + 4 * ss);
    FloatVector u41 = FloatVector.fromArray(SPECIES, s, so + 4 * ss + LANES);
    FloatVector u50 = FloatVector.fromArray(SPECIES, s, so + 5 * ss);
    FloatVector u51 = FloatVector.fromArray(SPECIES, s, so + 5 * ss + LANES);
    FloatVector u60 = FloatVector.fromArray(SPECIES, s, so + 6 * ss);
    FloatVector u61 = FloatVector.fromArray(SPECIES, s, so + 6 * ss + LANES);
    FloatVector u70 = FloatVector.fromArray(SPECIES, s, so + 7 * ss);
    FloatVector u71 = FloatVector.fromArray(SPECIES, s, so + 7 * ss + LANES);
    for (int tile = 0, p = vo, q = start; tile < count; tile++, p += vs, q += ds) {
      FloatVector d0 = FloatVector.fromArray(SPECIES, d, q);
      FloatVector d1 = FloatVector.fromArray(SPECIES, d, q + LANES);
      FloatVector v0 = FloatVector.broadcast(SPECIES, v[p]);
      u00 = v0.fma(d0, u00);
      u01 = v0.fma(d1, u01);
      FloatVector v1 = FloatVector.broadcast(SPECIES, v[p + 1]);
      u10 = v1.fma(d0, u10);
      u11 = v1.fma(d1, u11);
      FloatVector v2 = FloatVector.broadcast(SPECIES, v[p + 2]);
      u20 = v2.fma(d0, u20);
      u21 = v2.fma(d1, u21);
      FloatVector v3 = FloatVector.broadcast(SPECIES, v[p + 3]);
      u30 = v3.fma(d0, u30);
      u31 = v3.fma(d1, u31);
      FloatVector v4 = FloatVector.broadcast(SPECIES, v[p + 4]);
      u40 = v4.fma(d0, u40);
      u41 = v4.fma(d1, u41);
      FloatVector v5 = FloatVector.broadcast(SPECIES, v[p + 5]);
      u50 = v5.fma(d0, u50);
      u51 = v5.fma(d1, u51);
      FloatVector v6 = FloatVector.broadcast(SPECIES, v[p + 6]);
      u60 = v6.fma(d0, u60);
      u61 = v6.fma(d1, u61);
      FloatVector v7 = FloatVector.broadcast(SPECIES, v[p + 7]);
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

  /** 5 channels x 2 vectors, the most for 16 registers. */
  static void tile5x2(
      int count,
      float[] v,
      int vo,
      int vs,
      float[] d,
      int start,
      int ds,
      float[] s,
      int so,
      int ss,
      float[] u,
      int uo,
      int us) {
    FloatVector u00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector u01 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector u10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector u11 = FloatVector.fromArray(SPECIES, s, so + ss + LANES);
    FloatVector u20 = FloatVector.fromArray(SPECIES, s, so + 2 * ss);
    FloatVector u21 = FloatVector.fromArray(SPECIES, s, so + 2 * ss + LANES);
    FloatVector u30 = FloatVector.fromArray(SPECIES, s, so + 3 * ss);
    FloatVector u31 = FloatVector.fromArray(SPECIES, s, so + 3 * ss + LANES);
    FloatVector u40 = FloatVector.fromArray(SPECIES, s, so + 4 * ss);
    FloatVector u41 = FloatVector.fromArray(SPECIES, s, so + 4 * ss + LANES);
    for (int tile = 0, p = vo, q = start; tile < count; tile++, p += vs, q += ds) {
      FloatVector d0 = FloatVector.fromArray(SPECIES, d, q);
      FloatVector d1 = FloatVector.fromArray(SPECIES, d, q + LANES);
      FloatVector v0 = FloatVector.broadcast(SPECIES, v[p]);
      u00 = v0.fma(d0, u00);
      u01 = v0.fma(d1, u01);
      FloatVector v1 = FloatVector.broadcast(SPECIES, v[p + 1]);
      u10 = v1.fma(d0, u10);
      u11 = v1.fma(d1, u11);
      FloatVector v2 = FloatVector.broadcast(SPECIES, v[p + 2]);
      u20 = v2.fma(d0, u20);
      u21 = v2.fma(d1, u21);
      FloatVector v3 = FloatVector.broadcast(SPECIES, v[p + 3]);
      u30 = v3.fma(d0, u30);
      u31 = v3.fma(d1, u31);
      FloatVector v4 = FloatVector.broadcast(SPECIES, v[p + 4]);
      u40 = v4.fma(d0, u40);
      u41 = v4.fma(d1, u41);
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
  }

  /** 4 channels x 2 vectors, until fives come out even. */
  static void tile4x2(
      int count,
      float[] v,
      int vo,
      int vs,
      float[] d,
      int start,
      int ds,
      float[] s,
      int so,
      int ss,
      float[] u,
      int uo,
      int us) {
    FloatVector u00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector u01 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector u10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector u11 = FloatVector.fromArray(SPECIES, s, so + ss + LANES);
    FloatVector u20 = FloatVector.fromArray(SPECIES, s, so + 2 * ss);
    FloatVector u21 = FloatVector.fromArray(SPECIES, s, so + 2 * ss + LANES);
    FloatVector u30 = FloatVector.fromArray(SPECIES, s, so + 3 * ss);
    FloatVector u31 = FloatVector.fromArray(SPECIES, s, so + 3 * ss + LANES);
    for (int tile = 0, p = vo, q = start; tile < count; tile++, p += vs, q += ds) {
      FloatVector d0 = FloatVector.fromArray(SPECIES, d, q);
      FloatVector d1 = FloatVector.fromArray(SPECIES, d, q + LANES);
      FloatVector v0 = FloatVector.broadcast(SPECIES, v[p]);
      u00 = v0.fma(d0, u00);
      u01 = v0.fma(d1, u01);
      FloatVector v1 = FloatVector.broadcast(SPECIES, v[p + 1]);
      u10 = v1.fma(d0, u10);
      u11 = v1.fma(d1, u11);
      FloatVector v2 = FloatVector.broadcast(SPECIES, v[p + 2]);
      u20 = v2.fma(d0, u20);
      u21 = v2.fma(d1, u21);
      FloatVector v3 = FloatVector.broadcast(SPECIES, v[p + 3]);
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
      float[] s,
      int so,
      int ss,
      float[] u,
      int uo,
      int us) {
    FloatVector u00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector u10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector u20 = FloatVector.fromArray(SPECIES, s, so + 2 * ss);
    FloatVector u30 = FloatVector.fromArray(SPECIES, s, so + 3 * ss);
    FloatVector u40 = FloatVector.fromArray(SPECIES, s, so + 4 * ss);
    FloatVector u50 = FloatVector.fromArray(SPECIES, s, so + 5 * ss);
    FloatVector u60 = FloatVector.fromArray(SPECIES, s, so + 6 * ss);
    FloatVector u70 = FloatVector.fromArray(SPECIES, s, so + 7 * ss);
    for (int tile = 0, p = vo, q = start; tile < count; tile++, p += vs, q += ds) {
      FloatVector d0 = FloatVector.fromArray(SPECIES, d, q);
      FloatVector v0 = FloatVector.broadcast(SPECIES, v[p]);
      u00 = v0.fma(d0, u00);
      FloatVector v1 = FloatVector.broadcast(SPECIES, v[p + 1]);
      u10 = v1.fma(d0, u10);
      FloatVector v2 = FloatVector.broadcast(SPECIES, v[p + 2]);
      u20 = v2.fma(d0, u20);
      FloatVector v3 = FloatVector.broadcast(SPECIES, v[p + 3]);
      u30 = v3.fma(d0, u30);
      FloatVector v4 = FloatVector.broadcast(SPECIES, v[p + 4]);
      u40 = v4.fma(d0, u40);
      FloatVector v5 = FloatVector.broadcast(SPECIES, v[p + 5]);
      u50 = v5.fma(d0, u50);
      FloatVector v6 = FloatVector.broadcast(SPECIES, v[p + 6]);
      u60 = v6.fma(d0, u60);
      FloatVector v7 = FloatVector.broadcast(SPECIES, v[p + 7]);
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
}
