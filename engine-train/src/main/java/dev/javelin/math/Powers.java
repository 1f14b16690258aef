package dev.javelin.math;

/**
 * Powers of what changes from step to step. {@link StrictMath#pow} allocates three arrays a call,
 * and {@link Math#pow} may differ between platforms; these do neither.
 */
public final class Powers {
  private Powers() {}

  /**
   * {@code base^exponent}, to a relative error of about 2^-52 for each unit of {@code exponent
   * log(base)}.
   *
   * @param base 0 or more
   */
  public static double pow(double base, double exponent) {
    // 0 log(0) is no number, but 0^0 is 1.
    return exponent == 0 ? 1 : StrictMath.exp(exponent * StrictMath.log(base));
  }

  /**
   * {@code base^exponent} by repeated squaring, to a relative error of about 2^-53 for each unit of
   * the exponent.
   *
   * @param exponent 0 or more
   */
  public static double intPow(double base, long exponent) {
    double power = 1;
    double square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        power *= square;
      }
      square *= square;
    }
    return power;
  }
}
