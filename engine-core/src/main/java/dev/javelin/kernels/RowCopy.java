package dev.javelin.kernels;

/**
 * Copies numbers that stand in rows to where the rows are otherwise apart; bound to the steps from
 * one number of a row to the next on both sides. May be shared.
 */
public interface RowCopy {
  /** The plain loop: what rows mean, and the way for steps that vectors do not help. */
  static RowCopy byNumber(int fromStep, int toStep) {
    return new NumberRowCopy(fromStep, toStep);
  }

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
      float[] to,
      int toOffset,
      int toPitch);
}
