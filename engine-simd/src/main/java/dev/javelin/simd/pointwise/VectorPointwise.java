package dev.javelin.simd.pointwise;

import dev.javelin.formula.Program;
import dev.javelin.kernels.Pointwise;
import dev.javelin.simd.VectorSpec;

/** Runs a {@link Loop} over the rows of a block. Without state, so threads may share it. */
final class VectorPointwise implements Pointwise {
  private final Loop loop;
  private final int[] slots;

  VectorPointwise(Program program) {
    this.loop = LoopCompiler.compile(program);
    this.slots = Slots.of(program);
  }

  @Override
  public void run(
      float[][] arrays, int[] offsets, int[] strides, float[] scalars, int rows, int length) {
    if (withoutGaps(strides, length)) {
      row(arrays, offsets, strides, scalars, 0, rows * length);
      return;
    }
    for (int row = 0; row < rows; row++) {
      row(arrays, offsets, strides, scalars, row, length);
    }
  }

  /** Whether rows follow each other without gaps in every array, so that all are one long row. */
  private boolean withoutGaps(int[] strides, int length) {
    for (int slot : slots) {
      if (strides[slot] != length) {
        return false;
      }
    }
    return true;
  }

  private void row(
      float[][] arrays, int[] offsets, int[] strides, float[] scalars, int row, int length) {
    int whole = VectorSpec.SPECIES.loopBound(length);
    loop.vectors(arrays, offsets, strides, scalars, row, 0, whole);
    if (whole < length) {
      loop.elements(arrays, offsets, strides, scalars, row, whole, length);
    }
  }
}
