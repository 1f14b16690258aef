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
      VectorMask.fromLong(SPECIES, (1L << LANES) - (1L << (LANES / 2)));

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
    if (toStep == 1 && fromStep == 1) {
      copyRows(rows, count, from, fromOffset, fromPitch, to, toOffset, toPitch);
    } else if (toStep == 1 && fromStep == 2) {
      copyEvenRows(rows, count, from, fromOffset, fromPitch, to, toOffset, toPitch);
    } else {
      for (int y = 0; y < rows; y++) {
        int source = fromOffset + y * fromPitch;
        int target = toOffset + y * toPitch;
        copyNumbers(count, from, source, fromStep, to, target, toStep);
      }
    }
  }

  private static void copyRows(
      int rows,
      int count,
      float[] from,
      int fromOffset,
      int fromPitch,
      float[] to,
      int toOffset,
      int toPitch) {
    // A row's last vector, and those before it.
    int last = count - LANES;
    int second = Math.min(LANES, last);
    int third = Math.min(2 * LANES, last);
    for (int y = 0; y < rows; y++) {
      int source = fromOffset + y * fromPitch;
      int target = toOffset + y * toPitch;
      if (count < LANES) {
        // A short row may overwrite the next ones, which are still to come.
        int following = toPitch == count ? (rows - y) * count : count;
        copyShort(count, following, from, source, to, target);
      } else if (count <= 2 * LANES) {
        load(from, source).intoArray(to, target);
        load(from, source + last).intoArray(to, target + last);
      } else if (count <= 4 * LANES) {
        load(from, source).intoArray(to, target);
        load(from, source + second).intoArray(to, target + second);
        load(from, source + third).intoArray(to, target + third);
        load(from, source + last).intoArray(to, target + last);
      } else {
        System.arraycopy(from, source, to, target, count);
      }
    }
  }

  private static void copyShort(
      int count, int following, float[] from, int source, float[] to, int target) {
    if (following >= LANES && source + LANES <= from.length) {
      load(from, source).intoArray(to, target);
    } else {
      System.arraycopy(from, source, to, target, count);
    }
  }

  /** Copies numbers 0, 2, 4 and so on. */
  private static void copyEvenRows(
      int rows,
      int count,
      float[] from,
      int fromOffset,
      int fromPitch,
      float[] to,
      int toOffset,
      int toPitch) {
    int last = count - LANES;
    for (int y = 0; y < rows; y++) {
      int source = fromOffset + y * fromPitch;
      int target = toOffset + y * toPitch;
      // The last vectors hold a number that is not asked for, and perhaps is not there.
      if (count < LANES || count > 2 * LANES || source + 2 * count > from.length) {
        copyNumbers(count, from, source, 2, to, target, 1);
      } else {
        even(from, source).intoArray(to, target);
        even(from, source + 2 * last).intoArray(to, target + last);
      }
    }
  }

  private static void copyNumbers(
      int count, float[] from, int source, int fromStep, float[] to, int target, int toStep) {
    for (int x = 0; x < count; x++) {
      to[target + x * toStep] = from[source + x * fromStep];
    }
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
