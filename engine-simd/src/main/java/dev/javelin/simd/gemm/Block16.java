package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Transposes 16 x 16 elements with 512-bit vectors, in two passes of one operation: interleave four
 * rows element by element. Interleaving rows r, r + 4, r + 8 and r + 12 gives, for every four
 * columns, a vector of those rows' elements; interleaving the four vectors that belong to the same
 * columns gives the columns. 64 permutations in all.
 */
final class Block16 {

  /** Rows and columns of a block. */
  static final int SIZE = 16;

  /** Take the first, or the second, halves of two vectors in turn. */
  private static final IntVector FIRST_HALVES = alternate(0);

  private static final IntVector SECOND_HALVES = alternate(SIZE / 2);

  private Block16() {}

  private static IntVector alternate(int start) {
    int[] lanes = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      lanes[i] = (i & 1) * SIZE + start + i / 2;
    }
    return IntVector.fromArray(IntVector.SPECIES_512, lanes, 0);
  }

  /**
   * Writes the transpose of the block at {@code fo} to {@code dst}.
   *
   * @param scratch 16 x 16 elements
   */
  static void transpose(
      float[] from, int fo, int fs, float[] to, int dst, int ds, float[] scratch) {
    // Scratch holds, for each four columns, the results of the four interleavings.
    for (int r = 0; r < 4; r++) {
      int at = fo + r * fs;
      IntVector a = load(from, at);
      IntVector b = load(from, at + 4 * fs);
      IntVector c = load(from, at + 8 * fs);
      IntVector d = load(from, at + 12 * fs);

      IntVector ac0 = FIRST_HALVES.selectFrom(a, c);
      IntVector ac1 = SECOND_HALVES.selectFrom(a, c);
      IntVector bd0 = FIRST_HALVES.selectFrom(b, d);
      IntVector bd1 = SECOND_HALVES.selectFrom(b, d);

      store(FIRST_HALVES.selectFrom(ac0, bd0), scratch, r * SIZE);
      store(SECOND_HALVES.selectFrom(ac0, bd0), scratch, (4 + r) * SIZE);
      store(FIRST_HALVES.selectFrom(ac1, bd1), scratch, (8 + r) * SIZE);
      store(SECOND_HALVES.selectFrom(ac1, bd1), scratch, (12 + r) * SIZE);
    }
    for (int j = 0; j < SIZE; j += 4) {
      IntVector a = load(scratch, j * SIZE);
      IntVector b = load(scratch, (j + 1) * SIZE);
      IntVector c = load(scratch, (j + 2) * SIZE);
      IntVector d = load(scratch, (j + 3) * SIZE);

      IntVector ac0 = FIRST_HALVES.selectFrom(a, c);
      IntVector ac1 = SECOND_HALVES.selectFrom(a, c);
      IntVector bd0 = FIRST_HALVES.selectFrom(b, d);
      IntVector bd1 = SECOND_HALVES.selectFrom(b, d);

      int at = dst + j * ds;
      store(FIRST_HALVES.selectFrom(ac0, bd0), to, at);
      store(SECOND_HALVES.selectFrom(ac0, bd0), to, at + ds);
      store(FIRST_HALVES.selectFrom(ac1, bd1), to, at + 2 * ds);
      store(SECOND_HALVES.selectFrom(ac1, bd1), to, at + 3 * ds);
    }
  }

  /** As integers, because a selection's indices have the type of what it selects from. */
  private static IntVector load(float[] x, int offset) {
    return FloatVector.fromArray(SPECIES, x, offset).reinterpretAsInts();
  }

  private static void store(IntVector v, float[] x, int offset) {
    v.reinterpretAsFloats().intoArray(x, offset);
  }
}
