package dev.javelin.simd;

import static dev.javelin.simd.VectorSpec.HAS_MASKS;
import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.RowCopy;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Copies numbers 0, 2, 4 and so on of rows to rows without gaps: as {@link VectorRowCopy}, for rows
 * of up to two vectors, and, if there are no mask registers, of at least one.
 *
 * @param others number by number, for the other rows
 */
record VectorEvenRowCopy(RowCopy others) implements RowCopy {
  private static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromOp(SPECIES, i -> 2 * i % LANES);
  private static final VectorMask<Float> SECOND_HALF =
      VectorMask.fromLong(SPECIES, (1L << LANES) - (1L << (LANES / 2)));

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
    int y = 0;
    if (count <= 2 * LANES && (count >= LANES || HAS_MASKS)) {
      int last = Math.max(0, count - LANES);
      // Vectors hold numbers behind the last one, which at the end of the array are not there.
      int reach = 2 * Math.max(count, LANES);
      for (; y < rows && fromOffset + y * fromPitch + reach <= from.length; y++) {
        int source = fromOffset + y * fromPitch;
        int target = toOffset + y * toPitch;
        FloatVector first = FloatVector.fromArray(SPECIES, from, source).rearrange(EVEN);
        FloatVector second = FloatVector.fromArray(SPECIES, from, source + LANES).rearrange(EVEN);
        FloatVector even = first.blend(second, SECOND_HALF);
        if (count < LANES) {
          even.intoArray(to, target, VectorMask.fromLong(SPECIES, (1L << count) - 1));
          continue;
        }
        even.intoArray(to, target);
        source += 2 * last;
        first = FloatVector.fromArray(SPECIES, from, source).rearrange(EVEN);
        second = FloatVector.fromArray(SPECIES, from, source + LANES).rearrange(EVEN);
        first.blend(second, SECOND_HALF).intoArray(to, target + last);
      }
    }
    int source = fromOffset + y * fromPitch;
    others.run(rows - y, count, from, source, fromPitch, to, toOffset + y * toPitch, toPitch);
  }
}
