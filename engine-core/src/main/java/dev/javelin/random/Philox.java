package dev.javelin.random;

/**
 * The counter-based generator Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers:
 * as easy as 1, 2, 3", SC 2011): a block of four 32-bit words is a function of a 64-bit key and a
 * 128-bit counter, so a number depends on its position only, never on who drew it or when.
 */
final class Philox {
  /** How many blocks are made together, so that the JIT can make vectors of them. */
  static final int BLOCKS = 64;

  /** How many words they have. */
  static final int WORDS = 4 * BLOCKS;

  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final long WEYL_0 = 0x9E3779B9L;
  private static final long WEYL_1 = 0xBB67AE85L;
  private static final long LOW_32 = 0xFFFFFFFFL;
  private static final int ROUNDS = 10;

  private Philox() {}

  /**
   * Writes the words, from 0 to 2^32 - 1, of the blocks from {@code counterLow} on: word w of block
   * b to place {@code BLOCKS * w + b}. They are in one array, since of several the JIT could not
   * tell that they do not overlap.
   */
  static void blocks(long key, long counterLow, long counterHigh, long[] words) {
    for (int b = 0; b < BLOCKS; b++) {
      words[b] = (counterLow + b) & LOW_32;
      words[b + BLOCKS] = (counterLow + b) >>> 32;
      words[b + 2 * BLOCKS] = counterHigh & LOW_32;
      words[b + 3 * BLOCKS] = counterHigh >>> 32;
    }
    long k0 = key & LOW_32;
    long k1 = key >>> 32;
    for (int round = 0; round < ROUNDS; round++) {
      round(words, k0, k1);
      k0 = (k0 + WEYL_0) & LOW_32;
      k1 = (k1 + WEYL_1) & LOW_32;
    }
  }

  private static void round(long[] words, long k0, long k1) {
    for (int b = 0; b < BLOCKS; b++) {
      // Masked although they are below 2^32: so the JIT sees that 32 by 32 bits are enough.
      long p0 = MULTIPLIER_0 * (words[b] & LOW_32);
      long p1 = MULTIPLIER_1 * (words[b + 2 * BLOCKS] & LOW_32);
      long c1 = words[b + BLOCKS];
      long c3 = words[b + 3 * BLOCKS];
      words[b] = (p1 >>> 32) ^ c1 ^ k0;
      words[b + BLOCKS] = p1 & LOW_32;
      words[b + 2 * BLOCKS] = (p0 >>> 32) ^ c3 ^ k1;
      words[b + 3 * BLOCKS] = p0 & LOW_32;
    }
  }
}
