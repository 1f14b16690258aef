package dev.javelin.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector width of this machine, and the tile and block sizes that follow from it. */
public final class VectorSpec {

  /** The widest species the machine runs well. */
  public static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Floats in one vector: 16, 8 or 4. */
  public static final int LANES = SPECIES.length();

  /**
   * Rows of the register tile, which is {@code TILE_ROWS} x 2 vectors: 12 accumulators, 2 vectors
   * of B and 1 broadcast of A are 15 registers, within the 16 of AVX2, and 12 independent chains
   * cover 2 FMA units of latency 4 to 5.
   */
  public static final int TILE_ROWS = 6;

  /** Columns of the register tile, and so of a panel of B: 2 vectors. */
  public static final int PANEL = 2 * LANES;

  /**
   * Longest block of k. A panel of B, 256 x 32 floats at 512 bits, is 32 KB and stays in a 48 KB L1
   * with 6 rows of A (6 KB) beside it.
   */
  public static final int BLOCK_K = 256;

  /**
   * Most rows of A between two changes of panel: 480 x 256 floats are 480 KB, half of a 1 MB L2.
   */
  public static final int BLOCK_M = 480;

  private VectorSpec() {}
}
