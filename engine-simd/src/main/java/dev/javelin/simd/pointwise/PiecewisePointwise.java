package dev.javelin.simd.pointwise;

import dev.javelin.formula.Program;
import dev.javelin.kernels.Pointwise;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the pieces that {@link ProgramCutter} makes, each over a block of elements short enough for
 * what they hand over to stay in cache. Owns that memory, so it belongs to one thread at a time.
 */
final class PiecewisePointwise implements Pointwise {
  private static final int BLOCK = 256;

  private final int slots;
  private final Pointwise[] pieces;
  private final float[][] arrays;
  private final int[] offsets;
  private final int[] strides;

  /**
   * Makes the memory.
   *
   * @param slots of the program; pieces use more
   */
  PiecewisePointwise(int slots, List<Program> programs, List<Pointwise> pieces) {
    this.slots = slots;
    this.pieces = pieces.toArray(Pointwise[]::new);
    int all = Math.max(slots, programs.stream().mapToInt(Program::slots).max().orElseThrow());
    arrays = new float[all][];
    Arrays.setAll(arrays, slot -> slot < slots ? null : new float[BLOCK]);
    offsets = new int[all];
    strides = new int[all];
  }

  @Override
  public void run(
      float[][] operands,
      int[] operandOffsets,
      int[] operandStrides,
      float[] scalars,
      int rows,
      int length) {
    System.arraycopy(operands, 0, arrays, 0, slots);
    for (int row = 0; row < rows; row++) {
      for (int start = 0; start < length; start += BLOCK) {
        for (int slot = 0; slot < slots; slot++) {
          offsets[slot] = operandOffsets[slot] + row * operandStrides[slot] + start;
        }
        for (Pointwise piece : pieces) {
          piece.run(arrays, offsets, strides, scalars, 1, Math.min(BLOCK, length - start));
        }
      }
    }
  }
}
