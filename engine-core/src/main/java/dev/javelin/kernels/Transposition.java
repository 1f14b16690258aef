package dev.javelin.kernels;

/** Transposes matrices. May be shared. */
public interface Transposition {
  /**
   * Writes {@code to[j, i] = from[i, j]}.
   *
   * @param rows of from
   * @param columns of from
   * @param fromStride floats from one of its rows to the next, at least {@code columns}
   * @param toStride floats from one row of to to the next, at least {@code rows}
   */
  void run(
      int rows,
      int columns,
      float[] from,
      int fromOffset,
      int fromStride,
      float[] to,
      int toOffset,
      int toStride);
}
