package dev.javelin.simd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.RowCopy;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Copies numbers 0, 2, 4 and so on of rows to rows without gaps: as {@link VectorRowCopy}, where a
 * row makes one or two vectors.
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
    int last = count - LANES;
    int y = 0;
    if (count >= LANES && count <= 2 * LANES) {
      // Vectors hold a number behind the last one, which at the end of the array is not there.
      for (; y < rows && fromOffset + y * fromPitch + 2 * count <= from.length; y++) {
        int source = fromOffset + y * fromPitch;
        int target = toOffset + y * toPitch;
        copy(from, source, to, target);
        copy(from, source + 2 * last, to, target + last);
      }
    }
    int source = fromOffset + y * fromPitch;
    others.run(rows - y, count, from, source, fromPitch, to, toOffset + y * toPitch, toPitch);
  }

  private static void copy(float[] from, int source, float[] to, int target) {
    FloatVector first = FloatVector.fromArray(SPECIES, from, source).rearrange(EVEN);
    FloatVector second = FloatVector.fromArray(SPECIES, from, source + LANES).rearrange(EVEN);
    first.blend(second, SECOND_HALF).intoArray(to, target);
  }
}
