package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes 16 x 16 elements with 512-bit vectors, in two passes of one operation: interleave four
 * rows element by element. Interleaving rows r, r + 4, r + 8 and r + 12 gives, for every four
 * columns, a vector of those rows' elements; interleaving the four vectors that belong to the same
 * columns gives the columns. 64 permutations in all. Vectors are reinterpreted as integers, because
 * a selection's indices have the type of what it selects from.
 */
final class Block16 {

  /** Rows and columns of a block. */
  static final int SIZE = 16;

  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;

  /** Take the first, or the second, halves of two vectors in turn. */
  private static final IntVector FIRST_HALVES = IntVector.fromArray(INTS, alternate(0), 0);

  private static final IntVector SECOND_HALVES = IntVector.fromArray(INTS, alternate(SIZE / 2), 0);

  private Block16() {}

  private static int[] alternate(int start) {
    int[] lanes = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      lanes[i] = (i & 1) * SIZE + start + i / 2;
    }
    return lanes;
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
      IntVector a = FloatVector.fromArray(SPECIES, from, at).reinterpretAsInts();
      IntVector b = FloatVector.fromArray(SPECIES, from, at + 4 * fs).reinterpretAsInts();
      IntVector c = FloatVector.fromArray(SPECIES, from, at + 8 * fs).reinterpretAsInts();
      IntVector d = FloatVector.fromArray(SPECIES, from, at + 12 * fs).reinterpretAsInts();

      IntVector ac0 = FIRST_HALVES.selectFrom(a, c);
      IntVector ac1 = SECOND_HALVES.selectFrom(a, c);
      IntVector bd0 = FIRST_HALVES.selectFrom(b, d);
      IntVector bd1 = SECOND_HALVES.selectFrom(b, d);

      FIRST_HALVES.selectFrom(ac0, bd0).reinterpretAsFloats().intoArray(scratch, r * SIZE);
      SECOND_HALVES.selectFrom(ac0, bd0).reinterpretAsFloats().intoArray(scratch, (4 + r) * SIZE);
      FIRST_HALVES.selectFrom(ac1, bd1).reinterpretAsFloats().intoArray(scratch, (8 + r) * SIZE);
      SECOND_HALVES.selectFrom(ac1, bd1).reinterpretAsFloats().intoArray(scratch, (12 + r) * SIZE);
    }
    for (int j = 0; j < SIZE; j += 4) {
      IntVector a = FloatVector.fromArray(SPECIES, scratch, j * SIZE).reinterpretAsInts();
      IntVector b = FloatVector.fromArray(SPECIES, scratch, (j + 1) * SIZE).reinterpretAsInts();
      IntVector c = FloatVector.fromArray(SPECIES, scratch, (j + 2) * SIZE).reinterpretAsInts();
      IntVector d = FloatVector.fromArray(SPECIES, scratch, (j + 3) * SIZE).reinterpretAsInts();

      IntVector ac0 = FIRST_HALVES.selectFrom(a, c);
      IntVector ac1 = SECOND_HALVES.selectFrom(a, c);
      IntVector bd0 = FIRST_HALVES.selectFrom(b, d);
      IntVector bd1 = SECOND_HALVES.selectFrom(b, d);

      int at = dst + j * ds;
      FIRST_HALVES.selectFrom(ac0, bd0).reinterpretAsFloats().intoArray(to, at);
      SECOND_HALVES.selectFrom(ac0, bd0).reinterpretAsFloats().intoArray(to, at + ds);
      FIRST_HALVES.selectFrom(ac1, bd1).reinterpretAsFloats().intoArray(to, at + 2 * ds);
      SECOND_HALVES.selectFrom(ac1, bd1).reinterpretAsFloats().intoArray(to, at + 3 * ds);
    }
  }
}
