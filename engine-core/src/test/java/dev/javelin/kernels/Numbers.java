package dev.javelin.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Random;

/** Test data, and how results are compared. */
public final class Numbers {
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -0x1.8p-130f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    0x1p24f,
    88.8f,
    -104f
  };

  private Numbers() {}

  /** Normally distributed numbers. */
  public static float[] gaussian(int length, Random random) {
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  /** Ordinary numbers, special ones, and ones of any exponent. */
  public static float[] mixed(int length, Random random) {
    float[] x = gaussian(length, random);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(4)) {
        case 0 -> x[i] = SPECIAL[random.nextInt(SPECIAL.length)];
        case 1 -> x[i] = Float.intBitsToFloat(random.nextInt());
        default -> x[i] *= 10;
      }
    }
    return x;
  }

  /** Compares bit for bit, except that any NaN equals any other. */
  public static void assertSameBits(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      if (Float.floatToIntBits(actual[i]) != Float.floatToIntBits(expected[i])) {
        fail("element %d is %s, not %s", i, actual[i], expected[i]);
      }
    }
  }
}
