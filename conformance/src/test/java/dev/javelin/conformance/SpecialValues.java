package dev.javelin.conformance;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Inputs at the edges of float32, and the table of what Javelin's activations do otherwise there.
 */
final class SpecialValues {
  private static final float NAN = Float.NaN;
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  /**
   * NaN, infinities, zeros of both signs, denormals, the least and largest normal numbers, huge and
   * tiny ones, and those where exp overflows, underflows or is lost beside 1.
   */
  static final float[] INPUTS = {
    NAN,
    INFINITY,
    -INFINITY,
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1e-40f,
    -1e-40f,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    1e-20f,
    -1e-20f,
    20f,
    -20f,
    89f,
    -89f,
    105f,
    -105f,
    1e30f,
    -1e30f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE
  };

  /** An activation's output or gradient at an input. */
  record Point(String activation, String quantity, float input) {}

  private static final String NO_GRADIENT =
      "NaN has no gradient to speak of; libtorch's vector code and its code for the rest differ";
  private static final String SIGN_OF_ZERO = "libtorch keeps the sign of a zero";

  /** Where the two differ, and why that is as it should be. */
  static final Map<Point, String> DIFFERENCES = new LinkedHashMap<>();

  static {
    differ("GELU", "output", "libtorch doubles x before it halves it", INFINITY, Float.MAX_VALUE);
    differ("ReLU6", "output", SIGN_OF_ZERO, -0f);
    differ("Softshrink", "output", SIGN_OF_ZERO, -0f, -Float.MIN_VALUE, -1e-40f);
    differ("Softshrink", "output", SIGN_OF_ZERO, -Float.MIN_NORMAL, -1e-20f);
    differ("Softsign", "gradient", "libtorch: infinity / infinity", INFINITY, -INFINITY);
    differ("CELU", "gradient", NO_GRADIENT, NAN);
    differ("ELU", "gradient", NO_GRADIENT, NAN);
    differ("SELU", "gradient", NO_GRADIENT, NAN);
    differ("ReLU6", "gradient", NO_GRADIENT, NAN);
    differ("Hardtanh", "gradient", NO_GRADIENT, NAN);
    differ("Hardshrink", "gradient", NO_GRADIENT, NAN);
    differ("Softshrink", "gradient", NO_GRADIENT, NAN);
    differ("Hardswish", "gradient", NO_GRADIENT, NAN);
    differ("CELU[alpha=0.4]", "gradient", NO_GRADIENT, NAN);
    differ("ELU[alpha=2.5]", "gradient", NO_GRADIENT, NAN);
    differ("Hardtanh[minVal=-2.0, maxVal=0.0]", "gradient", NO_GRADIENT, NAN);
    differ("Hardshrink[lambd=0.0]", "gradient", NO_GRADIENT, NAN);
    differ("Softshrink[lambd=0.0]", "gradient", NO_GRADIENT, NAN);
    differ("Softshrink[lambd=0.0]", "output", SIGN_OF_ZERO, -0f);
  }

  private SpecialValues() {}

  private static void differ(String activation, String quantity, String reason, float... inputs) {
    for (float input : inputs) {
      DIFFERENCES.put(new Point(activation, quantity, input), reason);
    }
  }
}
