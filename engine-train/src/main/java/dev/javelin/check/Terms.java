package dev.javelin.check;

/** A function's value as a sum of terms. */
final class Terms {
  private final double[] values;
  private final double[] sizes;

  /**
   * Keeps both arrays.
   *
   * @param values each term
   * @param sizes the size of the numbers that each was computed from, to which its rounding is in
   *     proportion
   */
  Terms(double[] values, double[] sizes) {
    this.values = values;
    this.sizes = sizes;
  }

  double[] values() {
    return values;
  }

  double[] sizes() {
    return sizes;
  }
}
