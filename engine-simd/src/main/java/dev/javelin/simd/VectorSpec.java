package dev.javelin.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector width of this machine, and the tile and block sizes that go with it. */
public final class VectorSpec {

  /**
   * The widest vectors of floats that the machine runs well, and the only ones there may be. All
   * kernels share the bytecode of the Vector API, and so what the JIT has seen there: where a
   * second class of vectors was at work, it takes vectors whose class it does not know yet, as
   * those that a loop ends with, for the other class, and gives up making instructions of them.
   */
  public static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Floats in one vector: 16, 8 or 4. */
  public static final int LANES = SPECIES.length();

  /** Whether the machine has mask registers. Without them masked stores are slow. */
  public static final boolean HAS_MASKS = LANES >= 16;

  /**
   * Rows of the register tile, which is two vectors wide. Where there are 32 registers 6 x 2
   * accumulators are twelve independent chains, which cover two FMA units of latency 4 (8 chains)
   * with some to spare; taller tiles load B less often but were not faster on rows of A: C2 keeps
   * one index register a row. Where there are 16 (as is taken for granted of shorter vectors,
   * though NEON has 32), 5 x 2 accumulators are the most on rows of A, and only where C2 checks the
   * bounds of B in every step: else it loads the numbers of A ahead, all of a step at once, has no
   * register for them, and one accumulator goes through memory, a chain that takes twice as long as
   * all else. The kernels of five rows therefore take the distance of B's rows as an argument, even
   * where it is a constant. (In strips of A, which need a single index register, tiles have ten
   * rows with 32 registers, six with 16.)
   */
  public static final int TILE_ROWS = LANES >= 16 ? 6 : 5;

  /**
   * Rows of the tiles of convolutions, two vectors wide, of which all rows need one index register
   * together: where there are 32 vector registers 16 sums, else 10.
   */
  public static final int TALL_TILE_ROWS = LANES >= 16 ? 8 : 5;

  /** Columns of the register tile, and so of a panel of B: two vectors. */
  public static final int PANEL = 2 * LANES;

  /**
   * Longest block of k. A panel of B is 1024 x 32 floats = 128 KB at 512 bits, 512 x 16 = 32 KB at
   * 256, and comes through L1 from L2 for each tile, which cost nothing on a Zen 4; blocks half as
   * long pass C to and fro twice as often, which costs large products up to a twentieth.
   */
  public static final int BLOCK_K = LANES >= 16 ? 1024 : 512;

  /**
   * Most rows of A that meet one panel of B before the next. If these are all of A, a panel of B is
   * packed into the same place as the one before, which stays in L2.
   */
  public static final int BLOCK_M = 120;

  /**
   * Most floats in a block of A where there are several blocks of rows, but for what rounding up to
   * whole tiles adds: 360 KB, a third of a 1 MB L2. Panels of B come by from L3 once for each block
   * of rows, and C goes back to it; they want the rest. Only blocks of k of more than 768 have
   * fewer rows than {@link #BLOCK_M} for it.
   */
  public static final int BLOCK_A = 90 * 1024;

  private VectorSpec() {}

  /** The rows of the next tile when so many remain: five, or four until fives come out even. */
  public static int fiveOrFour(int remaining) {
    return remaining % 5 == 0 ? 5 : 4;
  }
}
