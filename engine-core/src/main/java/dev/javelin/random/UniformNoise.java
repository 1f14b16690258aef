package dev.javelin.random;

/**
 * Uniform numbers of one stream by position, for noise that several threads make together: number i
 * of draw d is a function of (seed, stream, d, i). Made by {@link RandomStream#noise}; belongs to
 * one thread at a time.
 */
public final class UniformNoise {
  /** Numbers are made this many at a time; a part starts at a multiple of it. */
  public static final int CHUNK = Philox.WORDS;

  /** A draw has 2^32 blocks of 4 numbers: more than an array holds. */
  private static final int DRAW_BITS = 32;

  private final long seed;
  private final long stream;
  private final long[] words = new long[Philox.WORDS];

  UniformNoise(long seed, long stream) {
    this.seed = seed;
    this.stream = stream;
  }

  /**
   * Writes numbers {@code from} to {@code to} (exclusive) of a draw, in [0, 1) and multiples of
   * 2^-24.
   *
   * @param draw from 0 to 2^32 - 1
   * @param from a multiple of {@link #CHUNK}
   * @param offset where in {@code target} number 0 of the draw belongs
   */
  public void fill(long draw, int from, int to, float[] target, int offset) {
    for (int start = from; start < to; start += CHUNK) {
      Philox.blocks(seed, (draw << DRAW_BITS) + start / 4, stream, words);
      toFloats(Math.min(CHUNK, to - start), target, offset + start);
    }
  }

  private void toFloats(int count, float[] target, int offset) {
    for (int i = 0; i < count; i++) {
      target[offset + i] = (int) (words[i] >>> 8) * 0x1p-24f;
    }
  }
}
