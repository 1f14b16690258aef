package dev.javelin.kernels;

/** A {@link dev.javelin.formula.Formula}, bound: one pass over its operand arrays. */
@FunctionalInterface
public interface Pointwise {
  /**
   * Computes every element of a block of rows. Element i of row r of slot s is {@code
   * arrays[s][offsets[s] + r * strides[s] + i]}; a stride of 0 repeats one row for all, as a bias.
   *
   * @param arrays the operand array of each slot; operands may be the same array at the same place,
   *     but must not overlap otherwise
   * @param scalars the numbers that {@code Expr.scalar} refers to
   * @param rows the number of rows
   * @param length elements in a row
   */
  void run(float[][] arrays, int[] offsets, int[] strides, float[] scalars, int rows, int length);
}
