package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Transposes as many rows as a vector has lanes, where vectors have 128 or 256 bits.
 *
 * <p>A vector of the result has a column's number of each row. Two neighbouring columns lie side by
 * side in each row, so both are gathered together: the pair from row 0 lies in the first two lanes
 * of a vector that is loaded where it stands, that from row 2 in the next two of one loaded two
 * numbers earlier, and so on. Blended, these are the pairs of the even rows; the odd rows have
 * others, and exchanging neighbours between the two vectors makes the columns. That is one
 * permutation a column, of which a processor has but one or two a cycle; and all that a step reads
 * moves on by as much as the loop does, so that bounds are checked before it.
 */
final class ShortVectorTranspose {
  /** Columns that a step takes. */
  static final int COLUMNS = 2;

  private static final VectorMask<Float> ODD_LANES = VectorMask.fromLong(SPECIES, 0b1010_1010);
  private static final VectorMask<Float> ODD_PAIRS = VectorMask.fromLong(SPECIES, 0b1100_1100);
  private static final VectorMask<Float> UPPER_HALF = VectorMask.fromLong(SPECIES, 0b1111_0000);

  private static final VectorShuffle<Float> SWAP_NEIGHBOURS =
      VectorShuffle.fromOp(SPECIES, lane -> lane ^ 1);

  private ShortVectorTranspose() {}

  /**
   * Transposes {@code LANES} rows.
   *
   * <p>Loads reach past a row's ends, by {@code LANES - 2} numbers at most, but not past the
   * block's first and last number: a row that is loaded so much too early has as many rows before
   * it.
   *
   * @param columns a multiple of {@link #COLUMNS}
   * @param fo the first row's first number; {@code fs} floats from one row to the next
   * @param dst where the first column goes; {@code ds} floats from one column to the next
   */
  static void run(int columns, float[] from, int fo, int fs, float[] to, int dst, int ds) {
    int at1 = fo + fs;
    int at2 = fo + 2 * fs - 2;
    int at3 = fo + 3 * fs - 2;
    int at4 = fo + 4 * fs - 4;
    int at5 = fo + 5 * fs - 4;
    int at6 = fo + 6 * fs - 6;
    int at7 = fo + 7 * fs - 6;
    for (int j = 0, q = dst; j < columns; j += COLUMNS, q += COLUMNS * ds) {
      FloatVector row0 = FloatVector.fromArray(SPECIES, from, fo + j);
      FloatVector row1 = FloatVector.fromArray(SPECIES, from, at1 + j);
      FloatVector row2 = FloatVector.fromArray(SPECIES, from, at2 + j);
      FloatVector row3 = FloatVector.fromArray(SPECIES, from, at3 + j);
      FloatVector even = row0.blend(row2, ODD_PAIRS);
      FloatVector odd = row1.blend(row3, ODD_PAIRS);
      if (LANES == 8) {
        FloatVector row4 = FloatVector.fromArray(SPECIES, from, at4 + j);
        FloatVector row5 = FloatVector.fromArray(SPECIES, from, at5 + j);
        FloatVector row6 = FloatVector.fromArray(SPECIES, from, at6 + j);
        FloatVector row7 = FloatVector.fromArray(SPECIES, from, at7 + j);
        FloatVector even46 = row4.blend(row6, ODD_PAIRS);
        FloatVector odd57 = row5.blend(row7, ODD_PAIRS);
        even = even.blend(even46, UPPER_HALF);
        odd = odd.blend(odd57, UPPER_HALF);
      }
      FloatVector column0 = even.blend(odd.rearrange(SWAP_NEIGHBOURS), ODD_LANES);
      FloatVector column1 = even.rearrange(SWAP_NEIGHBOURS).blend(odd, ODD_LANES);
      column0.intoArray(to, q);
      column1.intoArray(to, q + ds);
    }
  }
}
