package dev.javelin.conformance;

/**
 * How far Javelin's result may be from libtorch's, in ulp: units of 2^-23 of a magnitude.
 *
 * @param ulps the greatest difference allowed
 * @param magnitude of what a unit is 2^-23
 * @param floor the least magnitude
 * @param reason why they differ by so much
 */
record Bound(double ulps, Magnitude magnitude, double floor, String reason) {
  private static final double ULP = 0x1p-23;

  /** Of what a difference is measured. */
  enum Magnitude {
    /** The larger of the two numbers compared. */
    EACH,
    /** The largest finite number of libtorch's result. */
    LARGEST
  }

  /** Relative to each number. */
  static Bound ofEach(double ulps, String reason) {
    return new Bound(ulps, Magnitude.EACH, Float.MIN_NORMAL, reason);
  }

  /** Relative to each number, and to {@code floor} where both are smaller. */
  static Bound ofEach(double ulps, double floor, String reason) {
    return new Bound(ulps, Magnitude.EACH, floor, reason);
  }

  /** Relative to the largest number of the result. */
  static Bound ofLargest(double ulps, String reason) {
    return new Bound(ulps, Magnitude.LARGEST, Float.MIN_NORMAL, reason);
  }

  /** Relative to the largest number of the result, and to {@code floor} where all are smaller. */
  static Bound ofLargest(double ulps, double floor, String reason) {
    return new Bound(ulps, Magnitude.LARGEST, floor, reason);
  }

  /** The same number to the last bit, except that NaNs are all alike. */
  static Bound equal() {
    return new Bound(0, Magnitude.EACH, Float.MIN_NORMAL, "the same operations");
  }

  /**
   * The largest difference of two results, in this bound's unit: infinite where one is NaN or
   * infinite and the other something else.
   *
   * @param size how many times as large as the floor supposes the results are
   */
  double difference(double[] javelin, double[] torch, double size) {
    double least = size * floor;
    double scale = magnitude == Magnitude.LARGEST ? Math.max(largest(torch), least) : least;
    double worst = 0;
    for (int i = 0; i < torch.length; i++) {
      worst = Math.max(worst, difference(javelin[i], torch[i], scale));
    }
    return worst;
  }

  private double difference(double javelin, double torch, double scale) {
    if (javelin == torch || (Double.isNaN(javelin) && Double.isNaN(torch))) {
      return 0;
    }
    double difference = Math.abs(javelin - torch);
    double own = magnitude == Magnitude.EACH ? Math.max(Math.abs(javelin), Math.abs(torch)) : 0;
    return Double.isFinite(difference)
        ? difference / (ULP * Math.max(own, scale))
        : Double.POSITIVE_INFINITY;
  }

  private static double largest(double[] numbers) {
    double largest = 0;
    for (double number : numbers) {
      largest = Double.isFinite(number) ? Math.max(largest, Math.abs(number)) : largest;
    }
    return largest;
  }

  /** In the table's words. */
  @Override
  public String toString() {
    if (ulps == 0) {
      return "equal";
    }
    String of = magnitude == Magnitude.LARGEST ? " of the largest" : "";
    String least = floor > Float.MIN_NORMAL ? " (of %s at least)".formatted(number(floor)) : "";
    return number(ulps) + " ulp" + of + least;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
