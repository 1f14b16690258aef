package dev.javelin.random;

import java.util.random.RandomGenerator;

/**
 * One numbered stream of random numbers of a seed: the i-th number is a function of (seed, stream,
 * i). It can be read in order through {@link RandomGenerator}'s methods, the same numbers on every
 * platform. Not synchronised.
 */
public final class RandomStream implements RandomGenerator {
  private final long seed;
  private final long stream;
  private final long[] words = new long[Philox.WORDS];
  private long position;

  /** The stream of that number of a seed, from its start. */
  public RandomStream(long seed, long stream) {
    this.seed = seed;
    this.stream = stream;
  }

  /** The stream's numbers by position instead of in order. */
  public UniformNoise noise() {
    return new UniformNoise(seed, stream);
  }

  @Override
  public int nextInt() {
    int within = (int) (position % Philox.WORDS);
    if (within == 0) {
      Philox.blocks(seed, position / 4, stream, words);
    }
    position++;
    return (int) words[within % 4 * Philox.BLOCKS + within / 4];
  }

  @Override
  public long nextLong() {
    return ((long) nextInt() << 32) | Integer.toUnsignedLong(nextInt());
  }

  /** Uniform in [0, 1), a multiple of 2^-24. */
  @Override
  public float nextFloat() {
    return (nextInt() >>> 8) * 0x1p-24f;
  }

  /**
   * Normal with mean 0 and deviation 1, by the method of Box and Muller (1958), with {@link
   * StrictMath} so that it is the same everywhere. Two words a number, however it comes out.
   */
  @Override
  public double nextGaussian() {
    double radius = (Integer.toUnsignedLong(nextInt()) + 1) * 0x1p-32;
    double angle = Integer.toUnsignedLong(nextInt()) * 0x1p-32;
    return Math.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * Math.PI * angle);
  }

  /** Puts the numbers from 0 to {@code order.length - 1} in random order (Fisher and Yates). */
  public void shuffle(int[] order) {
    for (int i = 0; i < order.length; i++) {
      int j = nextBelow(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  }

  /** Uniform in [0, bound), by one multiplication of 64 bits (bias below bound / 2^64). */
  private int nextBelow(int bound) {
    return (int) Math.unsignedMultiplyHigh(nextLong(), bound);
  }
}
