package dev.javelin.simd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.Reductions;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sums and maxima. The 16 lanes that {@link Reductions} defines are one vector of 512 bits, two of
 * 256 or four of 128.
 */
final class VectorReductions implements Reductions {
  private static final VectorShuffle<Float> FROM_8 = rotation(8);
  private static final VectorShuffle<Float> FROM_4 = rotation(4);
  private static final VectorShuffle<Float> FROM_2 = rotation(2);
  private static final VectorShuffle<Float> FROM_1 = rotation(1);

  private static VectorShuffle<Float> rotation(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane + distance) % LANES);
  }

  // The conditions are constants for the JIT, which removes what the vector width does not need.
  @Override
  public double sum(float[] x, int offset, int length) {
    double total = 0;
    for (int start = 0; start < length; start += CHUNK) {
      int i = offset + start;
      int end = i + Math.min(CHUNK, length - start);
      float sum = 0;
      if (end - i >= VIRTUAL_LANES) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = FloatVector.zero(SPECIES);
        FloatVector c = FloatVector.zero(SPECIES);
        FloatVector d = FloatVector.zero(SPECIES);
        for (; i <= end - VIRTUAL_LANES; i += VIRTUAL_LANES) {
          a = a.add(FloatVector.fromArray(SPECIES, x, i));
          if (LANES <= 8) {
            b = b.add(FloatVector.fromArray(SPECIES, x, i + LANES));
          }
          if (LANES <= 4) {
            c = c.add(FloatVector.fromArray(SPECIES, x, i + 2 * LANES));
            d = d.add(FloatVector.fromArray(SPECIES, x, i + 3 * LANES));
          }
        }
        if (LANES <= 4) {
          a = a.add(c);
          b = b.add(d);
        }
        if (LANES <= 8) {
          a = a.add(b);
        } else {
          a = a.add(a.rearrange(FROM_8));
        }
        if (LANES > 4) {
          a = a.add(a.rearrange(FROM_4));
        }
        a = a.add(a.rearrange(FROM_2));
        sum = a.add(a.rearrange(FROM_1)).lane(0);
      }
      for (; i < end; i++) {
        sum += x[i];
      }
      total += sum;
    }
    return total;
  }

  @Override
  public float max(float[] x, int offset, int length) {
    float max = Float.NEGATIVE_INFINITY;
    int end = offset + length;
    int i = offset;
    if (length >= 2 * LANES) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, i);
      FloatVector b = FloatVector.fromArray(SPECIES, x, i + LANES);
      for (i += 2 * LANES; i <= end - 2 * LANES; i += 2 * LANES) {
        a = a.max(FloatVector.fromArray(SPECIES, x, i));
        b = b.max(FloatVector.fromArray(SPECIES, x, i + LANES));
      }
      max = a.max(b).reduceLanes(VectorOperators.MAX);
    }
    for (; i < end; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  @Override
  public void columnSums(
      float[] x,
      int offset,
      int stride,
      int rows,
      int columns,
      float[] sums,
      int sumsOffset,
      boolean accumulate) {
    if (!accumulate) {
      Arrays.fill(sums, sumsOffset, sumsOffset + columns, 0f);
    }
    int j = 0;
    // Four vectors at once: whole cache lines of each row, and sums that need not wait.
    for (; j <= columns - 4 * LANES; j += 4 * LANES) {
      int to = sumsOffset + j;
      FloatVector a = FloatVector.fromArray(SPECIES, sums, to);
      FloatVector b = FloatVector.fromArray(SPECIES, sums, to + LANES);
      FloatVector c = FloatVector.fromArray(SPECIES, sums, to + 2 * LANES);
      FloatVector d = FloatVector.fromArray(SPECIES, sums, to + 3 * LANES);
      for (int r = 0, i = offset + j; r < rows; r++, i += stride) {
        a = a.add(FloatVector.fromArray(SPECIES, x, i));
        b = b.add(FloatVector.fromArray(SPECIES, x, i + LANES));
        c = c.add(FloatVector.fromArray(SPECIES, x, i + 2 * LANES));
        d = d.add(FloatVector.fromArray(SPECIES, x, i + 3 * LANES));
      }
      a.intoArray(sums, to);
      b.intoArray(sums, to + LANES);
      c.intoArray(sums, to + 2 * LANES);
      d.intoArray(sums, to + 3 * LANES);
    }
    for (; j <= columns - LANES; j += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, sums, sumsOffset + j);
      for (int r = 0, i = offset + j; r < rows; r++, i += stride) {
        sum = sum.add(FloatVector.fromArray(SPECIES, x, i));
      }
      sum.intoArray(sums, sumsOffset + j);
    }
    for (; j < columns; j++) {
      float sum = sums[sumsOffset + j];
      for (int r = 0; r < rows; r++) {
        sum += x[offset + r * stride + j];
      }
      sums[sumsOffset + j] = sum;
    }
  }
}
