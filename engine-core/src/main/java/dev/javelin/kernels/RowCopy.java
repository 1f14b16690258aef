package dev.javelin.kernels;

/** Copies numbers that stand in rows, to where the rows are otherwise apart. May be shared. */
public interface RowCopy {
  /**
   * Writes {@code to[y * toPitch + x * toStep] = from[y * fromPitch + x * fromStep]}, each counted
   * from its offset. What is read must not be written, though the arrays may be the same.
   *
   * @param rows numbers of y
   * @param count numbers of x
   */
  void run(
      int rows,
      int count,
      float[] from,
      int fromOffset,
      int fromPitch,
      int fromStep,
      float[] to,
      int toOffset,
      int toPitch,
      int toStep);
}
