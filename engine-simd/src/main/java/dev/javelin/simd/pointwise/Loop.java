package dev.javelin.simd.pointwise;

/**
 * A compiled program: one row, from one element to another. Both methods compute the same; see
 * {@link dev.javelin.kernels.Pointwise#run} for the operands. Without state, so threads may share
 * it.
 */
interface Loop {
  /** Whole vectors: {@code to - from} is a multiple of the vector length. */
  void vectors(
      float[][] arrays, int[] offsets, int[] strides, float[] scalars, int row, int from, int to);

  /** An element at a time, for what is left of a row. */
  void elements(
      float[][] arrays, int[] offsets, int[] strides, float[] scalars, int row, int from, int to);
}
