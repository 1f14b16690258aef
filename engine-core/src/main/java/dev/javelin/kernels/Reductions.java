package dev.javelin.kernels;

/** Sums and maxima in an order that does not depend on the vector width. */
public interface Reductions {
  /** The number of partial sums every reduction is defined on, whatever the vector width. */
  int VIRTUAL_LANES = 16;

  /** Elements after which partial sums are folded and added up in double precision. */
  int CHUNK = 4096;

  /**
   * The sum of a range. Within each chunk of {@link #CHUNK} elements, lane l of {@link
   * #VIRTUAL_LANES} adds elements l, l + 16, l + 32, ... in float32 in order from +0, up to the
   * last whole 16; then lane l takes lane l + 8, then l + 4, l + 2, l + 1; then the elements left
   * over are added in order. The chunks' sums are added in order in double precision.
   */
  double sum(float[] x, int offset, int length);

  /** The largest of a range, by {@link Math#max(float, float)}: NaN if any is NaN. */
  float max(float[] x, int offset, int length);

  /**
   * The sums of the columns of a matrix, each added in float32 in order of the rows, from +0 or
   * from the old value when accumulating.
   *
   * @param stride floats from one row of x to the next
   */
  void columnSums(
      float[] x,
      int offset,
      int stride,
      int rows,
      int columns,
      float[] sums,
      int sumsOffset,
      boolean accumulate);
}
