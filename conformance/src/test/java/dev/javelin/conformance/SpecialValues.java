package dev.javelin.conformance;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Inputs at the edges of float32, and the table of what Javelin's activations do otherwise there.
 */
final class SpecialValues {
  private static final float NAN = Float.NaN;
  private static final float INFINITY = Float.POSITIVE_INFINITY;
  private static final float MAX = Float.MAX_VALUE;

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
    MAX,
    -MAX
  };

  /** An activation's output or gradient at an input. */
  record Point(String activation, String quantity, float input) {}

  private static final String NO_GRADIENT =
      "NaN has no gradient to speak of; libtorch's vector code and its code for the rest differ";
  private static final String SIGN_OF_ZERO = "libtorch keeps the sign of a zero";
  private static final String NO_SIGN_OF_ZERO = "libtorch loses the sign of a zero";

  /**
   * Where the two differ, and why that is as it should be.
   *
   * @param avx512 whether libtorch runs its code for AVX-512, as {@link Torch#hasAvx512Code}: its
   *     GELU for other processors is another formula
   */
  static Map<Point, String> differences(boolean avx512) {
    var table = new Table();
    if (avx512) {
      table.add("GELU", "output", "libtorch doubles x before it halves it", INFINITY, MAX);
    } else {
      table.add("GELU", "output", NO_SIGN_OF_ZERO, -0f, -Float.MIN_VALUE);
      table.add("GELU", "output", NO_SIGN_OF_ZERO, -20f, -89f, -105f, -1e30f, -MAX);
    }
    table.add("ReLU6", "output", SIGN_OF_ZERO, -0f);
    table.add("Softshrink", "output", SIGN_OF_ZERO, -0f, -Float.MIN_VALUE, -1e-40f);
    table.add("Softshrink", "output", SIGN_OF_ZERO, -Float.MIN_NORMAL, -1e-20f);
    table.add("Softsign", "gradient", "libtorch: infinity / infinity", INFINITY, -INFINITY);
    table.add("CELU", "gradient", NO_GRADIENT, NAN);
    table.add("ELU", "gradient", NO_GRADIENT, NAN);
    table.add("SELU", "gradient", NO_GRADIENT, NAN);
    table.add("ReLU6", "gradient", NO_GRADIENT, NAN);
    table.add("Hardtanh", "gradient", NO_GRADIENT, NAN);
    table.add("Hardshrink", "gradient", NO_GRADIENT, NAN);
    table.add("Softshrink", "gradient", NO_GRADIENT, NAN);
    table.add("Hardswish", "gradient", NO_GRADIENT, NAN);
    table.add("CELU[alpha=0.4]", "gradient", NO_GRADIENT, NAN);
    table.add("ELU[alpha=2.5]", "gradient", NO_GRADIENT, NAN);
    table.add("Hardtanh[minVal=-2.0, maxVal=0.0]", "gradient", NO_GRADIENT, NAN);
    table.add("Hardshrink[lambd=0.0]", "gradient", NO_GRADIENT, NAN);
    table.add("Softshrink[lambd=0.0]", "gradient", NO_GRADIENT, NAN);
    table.add("Softshrink[lambd=0.0]", "output", SIGN_OF_ZERO, -0f);
    return table.reasons;
  }

  private SpecialValues() {}

  private static final class Table {
    private final Map<Point, String> reasons = new LinkedHashMap<>();

    void add(String activation, String quantity, String reason, float... inputs) {
      for (float input : inputs) {
        reasons.put(new Point(activation, quantity, input), reason);
      }
    }
  }
}
