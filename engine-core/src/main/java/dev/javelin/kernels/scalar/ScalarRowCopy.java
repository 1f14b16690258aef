package dev.javelin.kernels.scalar;

import dev.javelin.kernels.RowCopy;

/** Number by number. */
final class ScalarRowCopy implements RowCopy {
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
      for (int x = 0; x < count; x++) {
        to[target + x * toStep] = from[source + x * fromStep];
      }
    }
  }
}
