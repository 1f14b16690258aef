package dev.javelin.kernels;

/** See {@link RowCopy#byNumber}. */
record NumberRowCopy(int fromStep, int toStep) implements RowCopy {
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
    for (int y = 0; y < rows; y++) {
      int source = fromOffset + y * fromPitch;
      int target = toOffset + y * toPitch;
      for (int x = 0; x < count; x++) {
        to[target + x * toStep] = from[source + x * fromStep];
      }
    }
  }
}
