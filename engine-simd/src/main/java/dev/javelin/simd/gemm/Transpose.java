package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;

import dev.javelin.kernels.Transposition;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes a matrix in blocks: of 16 x 16 elements where vectors hold 16, of 4 x 4 at the edges
 * and everywhere else. Every machine has 128-bit vectors, and with them a 4 x 4 block is eight
 * rearrangements; 8 x 8 blocks at 256 bits were only a tenth faster.
 *
 * <p>An object owns a scratch block, and so belongs to one thread.
 */
public final class Transpose implements Transposition {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_128;

  /** Exchanges neighbours; exchanges neighbouring pairs. */
  private static final VectorShuffle<Float> SWAP_1 = VectorShuffle.fromOp(S, i -> i ^ 1);

  private static final VectorShuffle<Float> SWAP_2 = VectorShuffle.fromOp(S, i -> i ^ 2);

  /** The lanes whose index has bit 0, or bit 1, set. */
  private static final VectorMask<Float> ODD = VectorMask.fromLong(S, 0b1010);

  private static final VectorMask<Float> HIGH = VectorMask.fromLong(S, 0b1100);

  private final float[] scratch = new float[Block16.SIZE * Block16.SIZE];

  @Override
  public void run(
      int rows, int columns, float[] from, int fo, int fs, float[] to, int dst, int ds) {
    int r = 0;
    if (LANES == Block16.SIZE) {
      for (; r + Block16.SIZE <= rows; r += Block16.SIZE) {
        sixteenRows(columns, from, fo + r * fs, fs, to, dst + r, ds);
      }
    }
    for (; r + 4 <= rows; r += 4) {
      fourRows(columns, from, fo + r * fs, fs, to, dst + r, ds);
    }
    for (; r < rows; r++) {
      oneRow(columns, from, fo + r * fs, to, dst + r, ds);
    }
  }

  private void sixteenRows(int columns, float[] from, int fo, int fs, float[] to, int dst, int ds) {
    int j = 0;
    for (; j + Block16.SIZE <= columns; j += Block16.SIZE) {
      Block16.transpose(from, fo + j, fs, to, dst + j * ds, ds, scratch);
    }
    for (int r = 0; r < Block16.SIZE; r += 4) {
      fourRows(columns - j, from, fo + r * fs + j, fs, to, dst + j * ds + r, ds);
    }
  }

  private static void fourRows(
      int columns, float[] from, int fo, int fs, float[] to, int dst, int ds) {
    int j = 0;
    for (; j + 4 <= columns; j += 4) {
      block(from, fo + j, fs, to, dst + j * ds, ds);
    }
    for (; j < columns; j++) {
      for (int r = 0; r < 4; r++) {
        to[dst + j * ds + r] = from[fo + r * fs + j];
      }
    }
  }

  private static void oneRow(int columns, float[] from, int fo, float[] to, int dst, int ds) {
    for (int j = 0; j < columns; j++) {
      to[dst + j * ds] = from[fo + j];
    }
  }

  /**
   * Eklundh's transposition: exchange the off-diagonal elements of every 2 x 2 block, then the
   * off-diagonal 2 x 2 blocks.
   */
  private static void block(float[] from, int fo, int fs, float[] to, int dst, int ds) {
    FloatVector a = FloatVector.fromArray(S, from, fo);
    FloatVector b = FloatVector.fromArray(S, from, fo + fs);
    FloatVector c = FloatVector.fromArray(S, from, fo + 2 * fs);
    FloatVector d = FloatVector.fromArray(S, from, fo + 3 * fs);

    FloatVector ab0 = a.blend(b.rearrange(SWAP_1), ODD);
    FloatVector ab1 = a.rearrange(SWAP_1).blend(b, ODD);
    FloatVector cd0 = c.blend(d.rearrange(SWAP_1), ODD);
    FloatVector cd1 = c.rearrange(SWAP_1).blend(d, ODD);

    ab0.blend(cd0.rearrange(SWAP_2), HIGH).intoArray(to, dst);
    ab1.blend(cd1.rearrange(SWAP_2), HIGH).intoArray(to, dst + ds);
    ab0.rearrange(SWAP_2).blend(cd0, HIGH).intoArray(to, dst + 2 * ds);
    ab1.rearrange(SWAP_2).blend(cd1, HIGH).intoArray(to, dst + 3 * ds);
  }
}
