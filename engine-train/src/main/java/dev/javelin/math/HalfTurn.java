package dev.javelin.math;

/**
 * The cosine of a share of a half turn. {@link StrictMath#cos} allocates an array for angles beyond
 * pi / 4, and {@link Math#cos} may differ between platforms; this does neither.
 */
public final class HalfTurn {
  private HalfTurn() {}

  /**
   * {@code cos(pi share)}, to about 2^-52; exact where it is 1, 0 or -1.
   *
   * @param share any number; it is periodic by 2
   */
  public static double cos(double share) {
    double within = Math.abs(share % 2);
    double turned = within > 1 ? 2 - within : within;
    if (turned <= 0.25) {
      return series(0, 1, Math.PI * turned);
    }
    if (turned >= 0.75) {
      return -series(0, 1, Math.PI * (1 - turned));
    }
    double beyond = Math.PI * (0.5 - turned);
    return series(1, beyond, beyond);
  }

  /**
   * Taylor's series of cosine or sine: {@code first} and every second term after it of x^n / n!,
   * with changing signs. What is left out is below 2^-58 up to pi / 4.
   */
  private static double series(int degree, double first, double x) {
    double term = first;
    double sum = first;
    for (int n = degree + 2; n <= degree + 16; n += 2) {
      term *= -x * x / (n * (n - 1));
      sum += term;
    }
    return sum;
  }
}
