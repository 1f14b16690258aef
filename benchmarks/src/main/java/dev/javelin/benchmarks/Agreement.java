package dev.javelin.benchmarks;

/** Whether a peer computes the same numbers: asked before it is timed. */
public final class Agreement {
  /**
   * Largest difference allowed, as a share of the largest number expected. Sums of up to 4096
   * products in different orders differ by some 1e-6 of it; a wrong result differs by 1e-1.
   */
  public static final double TOLERANCE = 2e-5;

  private Agreement() {}

  /**
   * Compares.
   *
   * @param what was computed, for the message
   * @param expected Javelin's numbers
   * @param actual the peer's
   * @throws IllegalStateException if they differ
   */
  public static void check(String what, float[] expected, float[] actual) {
    check(what, expected, actual, TOLERANCE);
  }

  /** As {@link #check(String, float[], float[])}, for a peer that is known to compute otherwise. */
  public static void check(String what, float[] expected, float[] actual, double tolerance) {
    if (expected.length != actual.length) {
      throw new IllegalStateException(
          "%s: %d numbers, expected %d".formatted(what, actual.length, expected.length));
    }
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(actual[i] - expected[i]) <= tolerance * largest)) {
        throw new IllegalStateException(
            "%s: number %d is %s, expected %s".formatted(what, i, actual[i], expected[i]));
      }
    }
  }
}
