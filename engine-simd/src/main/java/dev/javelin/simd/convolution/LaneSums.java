package dev.javelin.simd.convolution;

import static dev.javelin.kernels.Reductions.VIRTUAL_LANES;
import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * The sums of 16 rows of 16 partial sums, each by the tree of {@code Reductions}: lane l takes lane
 * l + 8, then l + 4, l + 2, l + 1. Works on all rows at once: a step of the tree halves each of two
 * rows and puts the halves into one vector, so that what remains at last are the sums of all rows,
 * side by side.
 */
final class LaneSums {
  private static final Step[] STEPS = steps();

  private LaneSums() {}

  /** A step of the tree within vectors: lanes {@code distance} apart are added. */
  private record Step(int distance, VectorShuffle<Float> across, VectorMask<Float> upper) {
    static Step of(int distance) {
      return new Step(
          distance, VectorShuffle.fromOp(SPECIES, lane -> lane ^ distance), upper(distance));
    }

    private static VectorMask<Float> upper(int distance) {
      boolean[] bits = new boolean[LANES];
      for (int lane = 0; lane < LANES; lane++) {
        bits[lane] = (lane & distance) != 0;
      }
      return VectorMask.fromArray(SPECIES, bits, 0);
    }
  }

  private static Step[] steps() {
    Step[] steps = new Step[Integer.numberOfTrailingZeros(LANES)];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Step.of(LANES >> (i + 1));
    }
    return steps;
  }

  /**
   * Adds up.
   *
   * @param rows {@code [16, 16]}; overwritten
   * @param sums takes the sum of each row
   */
  static void run(float[] rows, float[] sums) {
    for (int half = VIRTUAL_LANES / 2; half >= LANES; half /= 2) {
      addHalves(rows, half);
    }
    for (int first = 0; first < VIRTUAL_LANES; first += LANES) {
      for (Step step : STEPS) {
        join(rows, first, step.distance, step.across, step.upper);
      }
      load(rows, first * VIRTUAL_LANES).intoArray(sums, first);
    }
  }

  /** The first steps where a row is several vectors: its halves are added lane by lane. */
  private static void addHalves(float[] rows, int half) {
    for (int row = 0; row < VIRTUAL_LANES; row++) {
      for (int lane = 0; lane < half; lane += LANES) {
        int at = row * VIRTUAL_LANES + lane;
        load(rows, at).add(load(rows, at + half)).intoArray(rows, at);
      }
    }
  }

  /** Joins row {@code r} with row {@code r + distance}, for the first {@code distance} rows. */
  private static void join(
      float[] rows, int first, int distance, VectorShuffle<Float> across, VectorMask<Float> upper) {
    for (int r = first; r < first + distance; r++) {
      FloatVector a = load(rows, r * VIRTUAL_LANES);
      FloatVector b = load(rows, (r + distance) * VIRTUAL_LANES);
      FloatVector left = a.blend(b.rearrange(across), upper);
      FloatVector right = a.rearrange(across).blend(b, upper);
      left.add(right).intoArray(rows, r * VIRTUAL_LANES);
    }
  }

  private static FloatVector load(float[] x, int offset) {
    return FloatVector.fromArray(SPECIES, x, offset);
  }
}
