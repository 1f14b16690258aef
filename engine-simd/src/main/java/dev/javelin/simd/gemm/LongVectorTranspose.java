package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes as many rows as a vector has lanes, or some fewer, where vectors have 512 bits.
 *
 * <p>A vector of the result has a column's number of each row. Eight neighbouring columns are made
 * at a time, from eight vectors that hold these columns of rows i and i + 8 side by side: both are
 * loaded where their numbers have the lanes they need, and blended. Then pairs of vectors exchange
 * groups of four lanes, then of two, then single lanes, and hold a column each. An exchange takes a
 * permutation and a blend for each vector. The more can be done by loads, the fewer permutations,
 * of which a processor has one or two a cycle; but loads cross cache lines, and a second exchange
 * by loads would double them.
 */
final class LongVectorTranspose {
  /** Columns that a step takes. */
  static final int COLUMNS = 8;

  /** Fewest rows. */
  static final int LEAST_ROWS = 9;

  private static final VectorMask<Float> UPPER_EIGHT = VectorMask.fromLong(SPECIES, 0xff00);

  private static final VectorMask<Float> ODD_FOURS = VectorMask.fromLong(SPECIES, 0xf0f0);
  private static final VectorMask<Float> ODD_PAIRS = VectorMask.fromLong(SPECIES, 0xcccc);
  private static final VectorMask<Float> ODD_LANES = VectorMask.fromLong(SPECIES, 0xaaaa);

  private static final VectorShuffle<Float> SWAP_FOURS = swap(4);
  private static final VectorShuffle<Float> SWAP_PAIRS = swap(2);
  private static final VectorShuffle<Float> SWAP_NEIGHBOURS = swap(1);

  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);
  private static final IntVector SELECT_EVEN_FOURS = IntVector.fromArray(INTS, groups(4, 0), 0);
  private static final IntVector SELECT_ODD_FOURS = IntVector.fromArray(INTS, groups(4, 1), 0);
  private static final IntVector SELECT_EVEN_PAIRS = IntVector.fromArray(INTS, groups(2, 0), 0);
  private static final IntVector SELECT_ODD_PAIRS = IntVector.fromArray(INTS, groups(2, 1), 0);
  private static final IntVector SELECT_EVEN_LANES = IntVector.fromArray(INTS, groups(1, 0), 0);
  private static final IntVector SELECT_ODD_LANES = IntVector.fromArray(INTS, groups(1, 1), 0);

  private LongVectorTranspose() {}

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> lane ^ distance);
  }

  /**
   * Where an exchange selects from in a pair of vectors: their groups of so many lanes in turn, the
   * even ones of both (0) or the odd ones (1).
   */
  private static int[] groups(int lanes, int first) {
    int[] places = new int[LANES];
    for (int i = 0; i < LANES; i++) {
      int vector = i / lanes % 2;
      places[i] = vector * LANES + i + (first - vector) * lanes;
    }
    return places;
  }

  /**
   * Transposes 9 to 16 rows; of a column's 16 numbers, those past the last row are anything.
   *
   * <p>Loads reach past a row's ends, by eight numbers at most, but not past the block's first and
   * last number: what is loaded so much too early has eight rows before it, and what is read too
   * far has a row behind it.
   *
   * @param columns a multiple of {@link #COLUMNS}
   * @param fo the first row's first number; {@code fs} floats, at least {@code columns}, from one
   *     row to the next
   * @param dst where the first column goes; {@code ds} floats from one column to the next
   */
  static void run(
      int rows, int columns, float[] from, int fo, int fs, float[] to, int dst, int ds) {
    int last = rows - 1;
    int at1 = fo + fs;
    int at2 = fo + 2 * fs;
    int at3 = fo + 3 * fs;
    int at4 = fo + 4 * fs;
    int at5 = fo + 5 * fs;
    int at6 = fo + 6 * fs;
    int at7 = fo + 7 * fs;
    int at8 = fo + 8 * fs - 8;
    int at9 = fo + Math.min(9, last) * fs - 8;
    int at10 = fo + Math.min(10, last) * fs - 8;
    int at11 = fo + Math.min(11, last) * fs - 8;
    int at12 = fo + Math.min(12, last) * fs - 8;
    int at13 = fo + Math.min(13, last) * fs - 8;
    int at14 = fo + Math.min(14, last) * fs - 8;
    int at15 = fo + last * fs - 8;
    for (int j = 0, q = dst; j < columns; j += COLUMNS, q += COLUMNS * ds) {
      FloatVector row0 = FloatVector.fromArray(SPECIES, from, fo + j);
      FloatVector row4 = FloatVector.fromArray(SPECIES, from, at4 + j);
      row0 = row0.blend(FloatVector.fromArray(SPECIES, from, at8 + j), UPPER_EIGHT);
      row4 = row4.blend(FloatVector.fromArray(SPECIES, from, at12 + j), UPPER_EIGHT);
      FloatVector a0 = row0.blend(row4.rearrange(SWAP_FOURS), ODD_FOURS);
      FloatVector a4 = row0.rearrange(SWAP_FOURS).blend(row4, ODD_FOURS);

      FloatVector row2 = FloatVector.fromArray(SPECIES, from, at2 + j);
      FloatVector row6 = FloatVector.fromArray(SPECIES, from, at6 + j);
      row2 = row2.blend(FloatVector.fromArray(SPECIES, from, at10 + j), UPPER_EIGHT);
      row6 = row6.blend(FloatVector.fromArray(SPECIES, from, at14 + j), UPPER_EIGHT);
      FloatVector a2 = row2.blend(row6.rearrange(SWAP_FOURS), ODD_FOURS);
      FloatVector a6 = row2.rearrange(SWAP_FOURS).blend(row6, ODD_FOURS);

      FloatVector b0 = a0.blend(a2.rearrange(SWAP_PAIRS), ODD_PAIRS);
      FloatVector b2 = a0.rearrange(SWAP_PAIRS).blend(a2, ODD_PAIRS);
      FloatVector b4 = a4.blend(a6.rearrange(SWAP_PAIRS), ODD_PAIRS);
      FloatVector b6 = a4.rearrange(SWAP_PAIRS).blend(a6, ODD_PAIRS);

      FloatVector row1 = FloatVector.fromArray(SPECIES, from, at1 + j);
      FloatVector row5 = FloatVector.fromArray(SPECIES, from, at5 + j);
      row1 = row1.blend(FloatVector.fromArray(SPECIES, from, at9 + j), UPPER_EIGHT);
      row5 = row5.blend(FloatVector.fromArray(SPECIES, from, at13 + j), UPPER_EIGHT);
      FloatVector a1 = row1.blend(row5.rearrange(SWAP_FOURS), ODD_FOURS);
      FloatVector a5 = row1.rearrange(SWAP_FOURS).blend(row5, ODD_FOURS);

      FloatVector row3 = FloatVector.fromArray(SPECIES, from, at3 + j);
      FloatVector row7 = FloatVector.fromArray(SPECIES, from, at7 + j);
      row3 = row3.blend(FloatVector.fromArray(SPECIES, from, at11 + j), UPPER_EIGHT);
      row7 = row7.blend(FloatVector.fromArray(SPECIES, from, at15 + j), UPPER_EIGHT);
      FloatVector a3 = row3.blend(row7.rearrange(SWAP_FOURS), ODD_FOURS);
      FloatVector a7 = row3.rearrange(SWAP_FOURS).blend(row7, ODD_FOURS);

      FloatVector b1 = a1.blend(a3.rearrange(SWAP_PAIRS), ODD_PAIRS);
      FloatVector b3 = a1.rearrange(SWAP_PAIRS).blend(a3, ODD_PAIRS);
      FloatVector b5 = a5.blend(a7.rearrange(SWAP_PAIRS), ODD_PAIRS);
      FloatVector b7 = a5.rearrange(SWAP_PAIRS).blend(a7, ODD_PAIRS);

      b0.blend(b1.rearrange(SWAP_NEIGHBOURS), ODD_LANES).intoArray(to, q);
      b0.rearrange(SWAP_NEIGHBOURS).blend(b1, ODD_LANES).intoArray(to, q + ds);
      b2.blend(b3.rearrange(SWAP_NEIGHBOURS), ODD_LANES).intoArray(to, q + 2 * ds);
      b2.rearrange(SWAP_NEIGHBOURS).blend(b3, ODD_LANES).intoArray(to, q + 3 * ds);
      b4.blend(b5.rearrange(SWAP_NEIGHBOURS), ODD_LANES).intoArray(to, q + 4 * ds);
      b4.rearrange(SWAP_NEIGHBOURS).blend(b5, ODD_LANES).intoArray(to, q + 5 * ds);
      b6.blend(b7.rearrange(SWAP_NEIGHBOURS), ODD_LANES).intoArray(to, q + 6 * ds);
      b6.rearrange(SWAP_NEIGHBOURS).blend(b7, ODD_LANES).intoArray(to, q + 7 * ds);
    }
  }

  /**
   * The products of 9 to 16 rows with x, a lane for each; lanes past the last row are anything.
   * Loads and transposes as {@link #run} does, but exchanges by selections from two vectors, which
   * are faster here and slower there (docs/experiments.md). Vectors are taken for integers for
   * them, because the places to select from have the type of what is selected, and those of floats
   * would be converted each time.
   *
   * @param columns a multiple of {@link #COLUMNS}
   * @param start what the sums start from, {@code to} where they go: a vector each, at 0
   */
  static void product(
      int rows,
      int columns,
      float[] from,
      int fo,
      int fs,
      float[] x,
      int xo,
      float[] start,
      float[] to) {
    int last = rows - 1;
    int at1 = fo + fs;
    int at2 = fo + 2 * fs;
    int at3 = fo + 3 * fs;
    int at4 = fo + 4 * fs;
    int at5 = fo + 5 * fs;
    int at6 = fo + 6 * fs;
    int at7 = fo + 7 * fs;
    int at8 = fo + 8 * fs - 8;
    int at9 = fo + Math.min(9, last) * fs - 8;
    int at10 = fo + Math.min(10, last) * fs - 8;
    int at11 = fo + Math.min(11, last) * fs - 8;
    int at12 = fo + Math.min(12, last) * fs - 8;
    int at13 = fo + Math.min(13, last) * fs - 8;
    int at14 = fo + Math.min(14, last) * fs - 8;
    int at15 = fo + last * fs - 8;
    FloatVector sum = FloatVector.fromArray(SPECIES, start, 0);
    for (int j = 0; j < columns; j += COLUMNS) {
      IntVector row0 =
          FloatVector.fromArray(SPECIES, from, fo + j)
              .blend(FloatVector.fromArray(SPECIES, from, at8 + j), UPPER_EIGHT)
              .reinterpretAsInts();
      IntVector row4 =
          FloatVector.fromArray(SPECIES, from, at4 + j)
              .blend(FloatVector.fromArray(SPECIES, from, at12 + j), UPPER_EIGHT)
              .reinterpretAsInts();
      IntVector a0 = SELECT_EVEN_FOURS.selectFrom(row0, row4);
      IntVector a4 = SELECT_ODD_FOURS.selectFrom(row0, row4);

      IntVector row2 =
          FloatVector.fromArray(SPECIES, from, at2 + j)
              .blend(FloatVector.fromArray(SPECIES, from, at10 + j), UPPER_EIGHT)
              .reinterpretAsInts();
      IntVector row6 =
          FloatVector.fromArray(SPECIES, from, at6 + j)
              .blend(FloatVector.fromArray(SPECIES, from, at14 + j), UPPER_EIGHT)
              .reinterpretAsInts();
      IntVector a2 = SELECT_EVEN_FOURS.selectFrom(row2, row6);
      IntVector a6 = SELECT_ODD_FOURS.selectFrom(row2, row6);

      IntVector b0 = SELECT_EVEN_PAIRS.selectFrom(a0, a2);
      IntVector b2 = SELECT_ODD_PAIRS.selectFrom(a0, a2);
      IntVector b4 = SELECT_EVEN_PAIRS.selectFrom(a4, a6);
      IntVector b6 = SELECT_ODD_PAIRS.selectFrom(a4, a6);

      IntVector row1 =
          FloatVector.fromArray(SPECIES, from, at1 + j)
              .blend(FloatVector.fromArray(SPECIES, from, at9 + j), UPPER_EIGHT)
              .reinterpretAsInts();
      IntVector row5 =
          FloatVector.fromArray(SPECIES, from, at5 + j)
              .blend(FloatVector.fromArray(SPECIES, from, at13 + j), UPPER_EIGHT)
              .reinterpretAsInts();
      IntVector a1 = SELECT_EVEN_FOURS.selectFrom(row1, row5);
      IntVector a5 = SELECT_ODD_FOURS.selectFrom(row1, row5);

      IntVector row3 =
          FloatVector.fromArray(SPECIES, from, at3 + j)
              .blend(FloatVector.fromArray(SPECIES, from, at11 + j), UPPER_EIGHT)
              .reinterpretAsInts();
      IntVector row7 =
          FloatVector.fromArray(SPECIES, from, at7 + j)
              .blend(FloatVector.fromArray(SPECIES, from, at15 + j), UPPER_EIGHT)
              .reinterpretAsInts();
      IntVector a3 = SELECT_EVEN_FOURS.selectFrom(row3, row7);
      IntVector a7 = SELECT_ODD_FOURS.selectFrom(row3, row7);

      IntVector b1 = SELECT_EVEN_PAIRS.selectFrom(a1, a3);
      IntVector b3 = SELECT_ODD_PAIRS.selectFrom(a1, a3);
      IntVector b5 = SELECT_EVEN_PAIRS.selectFrom(a5, a7);
      IntVector b7 = SELECT_ODD_PAIRS.selectFrom(a5, a7);

      FloatVector column0 = SELECT_EVEN_LANES.selectFrom(b0, b1).reinterpretAsFloats();
      sum = FloatVector.broadcast(SPECIES, x[xo + j]).fma(column0, sum);
      FloatVector column1 = SELECT_ODD_LANES.selectFrom(b0, b1).reinterpretAsFloats();
      sum = FloatVector.broadcast(SPECIES, x[xo + j + 1]).fma(column1, sum);
      FloatVector column2 = SELECT_EVEN_LANES.selectFrom(b2, b3).reinterpretAsFloats();
      sum = FloatVector.broadcast(SPECIES, x[xo + j + 2]).fma(column2, sum);
      FloatVector column3 = SELECT_ODD_LANES.selectFrom(b2, b3).reinterpretAsFloats();
      sum = FloatVector.broadcast(SPECIES, x[xo + j + 3]).fma(column3, sum);
      FloatVector column4 = SELECT_EVEN_LANES.selectFrom(b4, b5).reinterpretAsFloats();
      sum = FloatVector.broadcast(SPECIES, x[xo + j + 4]).fma(column4, sum);
      FloatVector column5 = SELECT_ODD_LANES.selectFrom(b4, b5).reinterpretAsFloats();
      sum = FloatVector.broadcast(SPECIES, x[xo + j + 5]).fma(column5, sum);
      FloatVector column6 = SELECT_EVEN_LANES.selectFrom(b6, b7).reinterpretAsFloats();
      sum = FloatVector.broadcast(SPECIES, x[xo + j + 6]).fma(column6, sum);
      FloatVector column7 = SELECT_ODD_LANES.selectFrom(b6, b7).reinterpretAsFloats();
      sum = FloatVector.broadcast(SPECIES, x[xo + j + 7]).fma(column7, sum);
    }
    sum.intoArray(to, 0);
  }
}
