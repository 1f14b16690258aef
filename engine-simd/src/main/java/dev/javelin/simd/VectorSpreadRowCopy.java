package dev.javelin.simd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.RowCopy;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Copies rows without gaps to numbers 0, 2, 4 and so on of rows, and leaves those between as they
 * are, which takes mask registers: for rows of up to two vectors.
 *
 * @param others number by number, for longer rows
 */
record VectorSpreadRowCopy(RowCopy others) implements RowCopy {
  private static final VectorShuffle<Float> FIRST_HALF = VectorShuffle.fromOp(SPECIES, i -> i / 2);
  private static final VectorShuffle<Float> SECOND_HALF =
      VectorShuffle.fromOp(SPECIES, i -> LANES / 2 + i / 2);

  /** Every second number. */
  private static final long EVEN = 0x5555_5555_5555_5555L;

  @Override
  public void run(
      int rows,
      int count,
      float[] from,
      int fromOffset,
      int fromPitch,
      float[] to,
      int toOffset,
      int toPitch) {
    if (count > 2 * LANES) {
      others.run(rows, count, from, fromOffset, fromPitch, to, toOffset, toPitch);
      return;
    }
    for (int y = 0; y < rows; y++) {
      int source = fromOffset + y * fromPitch;
      int target = toOffset + y * toPitch;
      spread(Math.min(count, LANES), from, source, to, target);
      if (count > LANES) {
        spread(count - LANES, from, source + LANES, to, target + 2 * LANES);
      }
    }
  }

  private static void spread(int count, float[] from, int source, float[] to, int target) {
    FloatVector row =
        FloatVector.fromArray(
            SPECIES, from, source, VectorMask.fromLong(SPECIES, (1L << count) - 1));
    long used = EVEN & ((1L << (2 * count)) - 1);
    row.rearrange(FIRST_HALF).intoArray(to, target, VectorMask.fromLong(SPECIES, used));
    if (2 * count > LANES) {
      row.rearrange(SECOND_HALF)
          .intoArray(to, target + LANES, VectorMask.fromLong(SPECIES, used >>> LANES));
    }
  }
}
