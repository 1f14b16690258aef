package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Transposes 4 x 4 or 8 x 8 elements, as many as vectors of 128 or 256 bits hold, by Eklundh's
 * transposition: exchange the off-diagonal elements of every 2 x 2 block, then the off-diagonal
 * blocks of every block of 4 x 4, and of 8 x 8.
 */
final class SmallBlock {
  /** Exchange neighbours, neighbouring pairs, and halves. */
  private static final VectorShuffle<Float> SWAP_1 = swap(1);

  private static final VectorShuffle<Float> SWAP_2 = swap(2);
  private static final VectorShuffle<Float> SWAP_4 = swap(4);

  /** The lanes whose index has bit 0, 1 or 2 set. */
  private static final VectorMask<Float> BIT_0 = VectorMask.fromLong(SPECIES, 0b1010_1010);

  private static final VectorMask<Float> BIT_1 = VectorMask.fromLong(SPECIES, 0b1100_1100);
  private static final VectorMask<Float> BIT_2 = VectorMask.fromLong(SPECIES, 0b1111_0000);

  private SmallBlock() {}

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % LANES);
  }

  /**
   * Writes the transpose of the block at {@code fo} to {@code dst}.
   *
   * @param scratch as long as a block
   */
  static void transpose(
      float[] from, int fo, int fs, float[] to, int dst, int ds, float[] scratch) {
    for (int i = 0; i < LANES; i += 2) {
      FloatVector a = load(from, fo + i * fs);
      FloatVector b = load(from, fo + (i + 1) * fs);
      a.blend(b.rearrange(SWAP_1), BIT_0).intoArray(scratch, i * LANES);
      a.rearrange(SWAP_1).blend(b, BIT_0).intoArray(scratch, (i + 1) * LANES);
    }
    boolean last = LANES == 4;
    float[] next = last ? to : scratch;
    int at = last ? dst : 0;
    int stride = last ? ds : LANES;
    for (int i = 0; i < LANES / 2; i++) {
      // Rows whose index has bit 1 not set.
      int row = i / 2 * 4 + i % 2;
      FloatVector a = load(scratch, row * LANES);
      FloatVector b = load(scratch, (row + 2) * LANES);
      a.blend(b.rearrange(SWAP_2), BIT_1).intoArray(next, at + row * stride);
      a.rearrange(SWAP_2).blend(b, BIT_1).intoArray(next, at + (row + 2) * stride);
    }
    if (!last) {
      for (int row = 0; row < 4; row++) {
        FloatVector a = load(scratch, row * LANES);
        FloatVector b = load(scratch, (row + 4) * LANES);
        a.blend(b.rearrange(SWAP_4), BIT_2).intoArray(to, dst + row * ds);
        a.rearrange(SWAP_4).blend(b, BIT_2).intoArray(to, dst + (row + 4) * ds);
      }
    }
  }

  private static FloatVector load(float[] x, int offset) {
    return FloatVector.fromArray(SPECIES, x, offset);
  }
}
