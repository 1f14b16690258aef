package dev.javelin.parallel;

/**
 * Splits a length into contiguous parts at fixed places, which depend on nothing but the counts.
 */
public final class Ranges {
  /**
   * The floats of a cache line. Parts that start at multiples of it share one with each neighbour
   * at most; where the array starts on one, which Java does not say, none.
   */
  public static final int CACHE_LINE = 16;

  private Ranges() {}

  /**
   * Where part {@code part} of {@code parts} starts; part {@code parts} starts at the length.
   *
   * @param unit parts start at multiples of this, so that a part is whole vectors or tiles
   */
  public static int start(int length, int parts, int part, int unit) {
    if (part == parts) {
      return length;
    }
    long units = Math.ceilDiv(length, unit);
    return (int) Math.min(length, units * part / parts * unit);
  }
}
