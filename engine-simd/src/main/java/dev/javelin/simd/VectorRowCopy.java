package dev.javelin.simd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.RowCopy;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Copies rows by vectors, of which a row's last starts early enough to be whole. For rows of a
 * dozen numbers {@code System.arraycopy} takes several times as long: it is a call each.
 */
public final class VectorRowCopy implements RowCopy {
  private static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromOp(SPECIES, i -> 2 * i % LANES);
  private static final VectorMask<Float> SECOND_HALF =
      VectorMask.fromLong(SPECIES, (1L << LANES) - (1L << LANES / 2));

  @Override
  public void run(
      int rows,
      int count,
      float[] from,
      int fromOffset,
      int fromPitch,
      int fromStep,
      float[] to,
      int toOffset,
      int toPitch,
      int toStep) {
    for (int y = 0; y < rows; y++) {
      int source = fromOffset + y * fromPitch;
      int target = toOffset + y * toPitch;
      if (fromStep == 1 && toStep == 1) {
        int following = toPitch == count ? (rows - y) * count : count;
        copy(count, following, from, source, to, target);
      } else {
        int x = fromStep == 2 && toStep == 1 ? copyEven(count, from, source, to, target) : 0;
        for (; x < count; x++) {
          to[target + x * toStep] = from[source + x * fromStep];
        }
      }
    }
  }

  /**
   * Copies a row.
   *
   * @param following numbers from the row's first on that are to be written: a short row may
   *     overwrite the next ones
   */
  private static void copy(
      int count, int following, float[] from, int source, float[] to, int target) {
    if (count >= LANES) {
      int last = count - LANES;
      for (int x = 0; x < count; x += LANES) {
        int at = Math.min(x, last);
        load(from, source + at).intoArray(to, target + at);
      }
    } else if (following >= LANES && source + LANES <= from.length) {
      load(from, source).intoArray(to, target);
    } else {
      System.arraycopy(from, source, to, target, count);
    }
  }

  /** Copies numbers 0, 2, 4 and so on if they make a vector; returns how many were copied. */
  private static int copyEven(int count, float[] from, int source, float[] to, int target) {
    // The last vectors hold a number that is not asked for, and perhaps is not there.
    int whole = Math.min(count, (from.length - source) / 2);
    if (whole < LANES) {
      return 0;
    }
    int last = whole - LANES;
    for (int x = 0; x < whole; x += LANES) {
      int at = Math.min(x, last);
      even(from, source + 2 * at).intoArray(to, target + at);
    }
    return whole;
  }

  private static FloatVector even(float[] from, int at) {
    FloatVector first = load(from, at).rearrange(EVEN);
    FloatVector second = load(from, at + LANES).rearrange(EVEN);
    return first.blend(second, SECOND_HALF);
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }
}
