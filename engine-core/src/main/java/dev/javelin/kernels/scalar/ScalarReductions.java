package dev.javelin.kernels.scalar;

import dev.javelin.kernels.Reductions;

/** Sums as {@link Reductions} defines them. */
final class ScalarReductions implements Reductions {
  @Override
  public double sum(float[] x, int offset, int length) {
    double total = 0;
    for (int start = 0; start < length; start += CHUNK) {
      total += chunkSum(x, offset + start, Math.min(CHUNK, length - start));
    }
    return total;
  }

  private static float chunkSum(float[] x, int offset, int length) {
    int whole = length / VIRTUAL_LANES * VIRTUAL_LANES;
    float sum = foldedLanes(x, offset, whole, 0, 1);
    for (int i = whole; i < length; i++) {
      sum += x[offset + i];
    }
    return sum;
  }

  /** The sum of lanes {@code lane, lane + step, lane + 2 step, ...}, folded from the far end. */
  private static float foldedLanes(float[] x, int offset, int length, int lane, int step) {
    if (step == VIRTUAL_LANES) {
      float sum = 0;
      for (int i = lane; i < length; i += VIRTUAL_LANES) {
        sum += x[offset + i];
      }
      return sum;
    }
    return foldedLanes(x, offset, length, lane, 2 * step)
        + foldedLanes(x, offset, length, lane + step, 2 * step);
  }

  @Override
  public float max(float[] x, int offset, int length) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      max = Math.max(max, x[offset + i]);
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
    for (int j = 0; j < columns; j++) {
      float sum = accumulate ? sums[sumsOffset + j] : 0;
      for (int r = 0; r < rows; r++) {
        sum += x[offset + r * stride + j];
      }
      sums[sumsOffset + j] = sum;
    }
  }
}
