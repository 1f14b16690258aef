package dev.javelin.simd.winograd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The transforms of tiles, some channels at a time: a vector holds the same number of a tile in
 * several channels.
 *
 * <p>The arguments: {@code count} tiles; {@code places} says where their numbers stand in an image,
 * from {@code first} on, {@code channels} floats from one to the next; tiles are {@code tileStride}
 * floats apart among points, and the points of a tile {@code pointStride}.
 */
final class TileKernel {

  private TileKernel() {}

  /** Inputs to points. */
  static void inputs(
      int count,
      int[] places,
      int first,
      float[] x,
      int xo,
      int channels,
      float[] v,
      int vo,
      int tileStride,
      int pointStride) {
    for (int tile = 0; tile < count; tile++) {
      int p = first + tile * 16;
      for (int c = 0; c < channels; c += LANES) {
        int from = xo + c;
        FloatVector d00 = load(x, from + places[p] * channels);
        FloatVector d01 = load(x, from + places[p + 1] * channels);
        FloatVector d02 = load(x, from + places[p + 2] * channels);
        FloatVector d03 = load(x, from + places[p + 3] * channels);
        FloatVector d10 = load(x, from + places[p + 4] * channels);
        FloatVector d11 = load(x, from + places[p + 5] * channels);
        FloatVector d12 = load(x, from + places[p + 6] * channels);
        FloatVector d13 = load(x, from + places[p + 7] * channels);
        FloatVector d20 = load(x, from + places[p + 8] * channels);
        FloatVector d21 = load(x, from + places[p + 9] * channels);
        FloatVector d22 = load(x, from + places[p + 10] * channels);
        FloatVector d23 = load(x, from + places[p + 11] * channels);
        FloatVector d30 = load(x, from + places[p + 12] * channels);
        FloatVector d31 = load(x, from + places[p + 13] * channels);
        FloatVector d32 = load(x, from + places[p + 14] * channels);
        FloatVector d33 = load(x, from + places[p + 15] * channels);

        int to = vo + tile * tileStride + c;
        FloatVector t0 = d00.sub(d20);
        FloatVector t1 = d01.sub(d21);
        FloatVector t2 = d02.sub(d22);
        FloatVector t3 = d03.sub(d23);
        t0.sub(t2).intoArray(v, to);
        t1.add(t2).intoArray(v, to + pointStride);
        t2.sub(t1).intoArray(v, to + 2 * pointStride);
        t3.sub(t1).intoArray(v, to + 3 * pointStride);

        t0 = d10.add(d20);
        t1 = d11.add(d21);
        t2 = d12.add(d22);
        t3 = d13.add(d23);
        t0.sub(t2).intoArray(v, to + 4 * pointStride);
        t1.add(t2).intoArray(v, to + 5 * pointStride);
        t2.sub(t1).intoArray(v, to + 6 * pointStride);
        t3.sub(t1).intoArray(v, to + 7 * pointStride);

        t0 = d20.sub(d10);
        t1 = d21.sub(d11);
        t2 = d22.sub(d12);
        t3 = d23.sub(d13);
        t0.sub(t2).intoArray(v, to + 8 * pointStride);
        t1.add(t2).intoArray(v, to + 9 * pointStride);
        t2.sub(t1).intoArray(v, to + 10 * pointStride);
        t3.sub(t1).intoArray(v, to + 11 * pointStride);

        t0 = d30.sub(d10);
        t1 = d31.sub(d11);
        t2 = d32.sub(d12);
        t3 = d33.sub(d13);
        t0.sub(t2).intoArray(v, to + 12 * pointStride);
        t1.add(t2).intoArray(v, to + 13 * pointStride);
        t2.sub(t1).intoArray(v, to + 14 * pointStride);
        t3.sub(t1).intoArray(v, to + 15 * pointStride);
      }
    }
  }

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
      float[] y,
      int yo) {
    for (int tile = 0; tile < count; tile++) {
      int p = first + tile * 4;
      for (int c = 0; c < channels; c += LANES) {
        int from = mo + tile * tileStride + c;
        FloatVector m1 = load(m, from + 4 * pointStride);
        FloatVector m2 = load(m, from + 8 * pointStride);
        FloatVector upper0 = load(m, from).add(m1).add(m2);
        FloatVector lower0 = m1.sub(m2).add(load(m, from + 12 * pointStride));
        m1 = load(m, from + 5 * pointStride);
        m2 = load(m, from + 9 * pointStride);
        FloatVector upper1 = load(m, from + pointStride).add(m1).add(m2);
        FloatVector lower1 = m1.sub(m2).add(load(m, from + 13 * pointStride));
        m1 = load(m, from + 6 * pointStride);
        m2 = load(m, from + 10 * pointStride);
        FloatVector upper2 = load(m, from + 2 * pointStride).add(m1).add(m2);
        FloatVector lower2 = m1.sub(m2).add(load(m, from + 14 * pointStride));
        m1 = load(m, from + 7 * pointStride);
        m2 = load(m, from + 11 * pointStride);
        FloatVector upper3 = load(m, from + 3 * pointStride).add(m1).add(m2);
        FloatVector lower3 = m1.sub(m2).add(load(m, from + 15 * pointStride));

        FloatVector start = load(starts, c);
        int to = yo + c;
        upper0.add(upper1).add(upper2).add(start).intoArray(y, to + places[p] * channels);
        upper1.sub(upper2).add(upper3).add(start).intoArray(y, to + places[p + 1] * channels);
        lower0.add(lower1).add(lower2).add(start).intoArray(y, to + places[p + 2] * channels);
        lower1.sub(lower2).add(lower3).add(start).intoArray(y, to + places[p + 3] * channels);
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
      float[] d,
      int to0,
      int tileStride,
      int pointStride) {
    for (int tile = 0; tile < count; tile++) {
      int p = first + tile * 4;
      for (int c = 0; c < channels; c += LANES) {
        int from = dyo + c;
        FloatVector y00 = load(dy, from + places[p] * channels);
        FloatVector y01 = load(dy, from + places[p + 1] * channels);
        FloatVector y10 = load(dy, from + places[p + 2] * channels);
        FloatVector y11 = load(dy, from + places[p + 3] * channels);

        int to = to0 + tile * tileStride + c;
        y00.intoArray(d, to);
        y00.add(y01).intoArray(d, to + pointStride);
        y00.sub(y01).intoArray(d, to + 2 * pointStride);
        y01.intoArray(d, to + 3 * pointStride);

        FloatVector e0 = y00.add(y10);
        FloatVector e1 = y01.add(y11);
        e0.intoArray(d, to + 4 * pointStride);
        e0.add(e1).intoArray(d, to + 5 * pointStride);
        e0.sub(e1).intoArray(d, to + 6 * pointStride);
        e1.intoArray(d, to + 7 * pointStride);

        e0 = y00.sub(y10);
        e1 = y01.sub(y11);
        e0.intoArray(d, to + 8 * pointStride);
        e0.add(e1).intoArray(d, to + 9 * pointStride);
        e0.sub(e1).intoArray(d, to + 10 * pointStride);
        e1.intoArray(d, to + 11 * pointStride);

        y10.intoArray(d, to + 12 * pointStride);
        y10.add(y11).intoArray(d, to + 13 * pointStride);
        y10.sub(y11).intoArray(d, to + 14 * pointStride);
        y11.intoArray(d, to + 15 * pointStride);
      }
    }
  }

  private static FloatVector load(float[] x, int offset) {
    return FloatVector.fromArray(SPECIES, x, offset);
  }
}
