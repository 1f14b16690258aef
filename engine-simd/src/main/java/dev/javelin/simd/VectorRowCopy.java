package dev.javelin.simd;

import static dev.javelin.simd.VectorSpec.HAS_MASKS;
import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.RowCopy;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Copies rows of numbers next to each other by vectors, of which a row's last starts early enough
 * to be whole. For rows of up to four vectors that is straight-line code, several times as fast as
 * a call of {@code System.arraycopy} each.
 */
public final class VectorRowCopy implements RowCopy {
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
    // Where a row's last two vectors start.
    int last = count - LANES;
    int third = Math.min(2 * LANES, last);
    for (int y = 0; y < rows; y++) {
      int source = fromOffset + y * fromPitch;
      int target = toOffset + y * toPitch;
      if (count < LANES && HAS_MASKS) {
        VectorMask<Float> row = VectorMask.fromLong(SPECIES, (1L << count) - 1);
        FloatVector.fromArray(SPECIES, from, source, row).intoArray(to, target, row);
      } else if (count < LANES) {
        // A short row may overwrite the next ones, which are still to come.
        int following = toPitch == count ? (rows - y) * count : count;
        if (following >= LANES && source + LANES <= from.length) {
          copy(from, source, to, target);
        } else {
          System.arraycopy(from, source, to, target, count);
        }
      } else if (count <= 4 * LANES) {
        copy(from, source, to, target);
        if (count > 2 * LANES) {
          copy(from, source + LANES, to, target + LANES);
          copy(from, source + third, to, target + third);
        }
        copy(from, source + last, to, target + last);
      } else {
        System.arraycopy(from, source, to, target, count);
      }
    }
  }

  private static void copy(float[] from, int source, float[] to, int target) {
    FloatVector.fromArray(SPECIES, from, source).intoArray(to, target);
  }
}
