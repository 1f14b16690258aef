package dev.javelin.formula;

/**
 * The primitive operations on a float's exponent and mantissa, bit by bit. The constants are for
 * backends, which do the same with vectors.
 */
public final class FloatBits {
  /** 1.5 * 2^23 as bits; added to a whole number's bits, the bits of {@link #WHOLE} + it. */
  public static final int WHOLE_BITS = 0x4B400000;

  /** 1.5 * 2^23. */
  public static final float WHOLE = 0x1.8p23f;

  /** The sum of this and a whole number n has in its low bits n + 127, 2^n's biased exponent. */
  public static final float BIASED = WHOLE + 127;

  /** Bits below a float's exponent. */
  public static final int MANTISSA_LENGTH = 23;

  /** The bits below a float's exponent. */
  public static final int MANTISSA_MASK = 0x007FFFFF;

  /** The bits of the float next to sqrt(1/2), the least {@link #mantissa}. */
  public static final int LEAST_MANTISSA_BITS = 0x3F3504F3;

  private FloatBits() {}

  /** 2^n for a whole n from -126 to 127. The shift drops all but the biased exponent. */
  public static float powerOfTwo(float n) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(n + BIASED) << MANTISSA_LENGTH);
  }

  /** The whole n that makes a / 2^n for a normal positive a its {@link #mantissa}. */
  public static float exponent(float a) {
    int n = (Float.floatToRawIntBits(a) - LEAST_MANTISSA_BITS) >> MANTISSA_LENGTH;
    return Float.intBitsToFloat(WHOLE_BITS + n) - WHOLE;
  }

  /** A normal positive number a divided by a power of two, from sqrt(1/2) to sqrt(2). */
  public static float mantissa(float a) {
    int above = Float.floatToRawIntBits(a) - LEAST_MANTISSA_BITS;
    return Float.intBitsToFloat((above & MANTISSA_MASK) + LEAST_MANTISSA_BITS);
  }
}
