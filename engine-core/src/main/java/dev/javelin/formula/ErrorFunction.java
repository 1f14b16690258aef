package dev.javelin.formula;

/** Gauss's error function in double precision, which {@link Math} lacks. */
final class ErrorFunction {
  private static final double TWO_BY_ROOT_PI = 2 / Math.sqrt(Math.PI);

  private ErrorFunction() {}

  /** Within 1e-14: the Taylor series up to 2.5, a continued fraction for the rest to 1 beyond. */
  static double erf(double x) {
    double size = Math.abs(x);
    if (!(size > 2.5)) {
      return TWO_BY_ROOT_PI * series(x);
    }
    return Math.copySign(1 - complement(size), x);
  }

  private static double series(double x) {
    double power = x;
    double sum = x;
    for (int n = 1; n < 60; n++) {
      power *= -x * x / n;
      sum += power / (2 * n + 1);
    }
    return sum;
  }

  /** Abramowitz and Stegun, "Handbook of mathematical functions", 7.1.14. */
  private static double complement(double x) {
    if (x > 6) {
      return 0;
    }
    double fraction = x;
    for (int n = 60; n >= 1; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
  }
}
