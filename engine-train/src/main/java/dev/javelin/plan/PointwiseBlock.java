package dev.javelin.plan;

import dev.javelin.Engine;
import dev.javelin.formula.Program;
import dev.javelin.kernels.Pointwise;
import dev.javelin.tensor.Tensor;

/** A formula over a block of rows and columns of matrices: one thread's share. Allocates once. */
public final class PointwiseBlock {
  private static final float[] NO_SCALARS = {};

  private final Pointwise kernel;
  private final int rows;
  private final int columns;
  private final float[][] arrays;
  private final int[] offsets;
  private final int[] strides;

  /** Binds a formula without scalars to a block's size. */
  public PointwiseBlock(Engine engine, Program program, int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    kernel = engine.kernels().pointwise(program);
    arrays = new float[program.slots()][];
    offsets = new int[program.slots()];
    strides = new int[program.slots()];
  }

  /** Sets the operand of a slot: the block of a matrix that starts at a row and column. */
  public PointwiseBlock matrix(int slot, Tensor matrix, int firstRow, int firstColumn) {
    int stride = matrix.shape().dim(-1);
    return operand(slot, matrix, firstRow * stride + firstColumn, stride);
  }

  /** Sets the operand of a slot: a vector that is the same for every row, from a column on. */
  public PointwiseBlock vector(int slot, Tensor vector, int firstColumn) {
    return operand(slot, vector, firstColumn, 0);
  }

  /** Sets the operand of a slot: rows of a tensor that start so far from one another. */
  public PointwiseBlock operand(int slot, Tensor tensor, int start, int stride) {
    arrays[slot] = tensor.array();
    offsets[slot] = tensor.offset() + start;
    strides[slot] = stride;
    return this;
  }

  /** Runs over the block. */
  public void run() {
    kernel.run(arrays, offsets, strides, NO_SCALARS, rows, columns);
  }
}
