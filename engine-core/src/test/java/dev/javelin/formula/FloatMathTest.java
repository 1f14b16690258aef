package dev.javelin.formula;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.kernels.scalar.ScalarKernels;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds each function to the bound that {@link FloatMath} states. */
final class FloatMathTest {
  /** A prime, so that a sample of every so many floats has no pattern in its bits. */
  private static final int STRIDE = 4099;

  /** How many floats on either side of a place that deserves a closer look. */
  private static final int NEIGHBOURS = 2000;

  private static final float[] PLACES = {
    0,
    -0f,
    1,
    -1,
    0.5f,
    2,
    -0.35f,
    0.35f,
    88.72284f,
    -88.72284f,
    30,
    89,
    -87.33655f,
    -103.97208f,
    -104,
    10,
    -10,
    17,
    -18,
    0.70710677f,
    1.4142135f,
    0.9f,
    -0.9f,
    4,
    -4,
    Float.MIN_NORMAL,
    -0.29289323f,
    0.41421357f,
    -5.844824f
  };

  private static float[] evaluate(Op op, float... x) {
    float[] y = x.clone();
    var program = Formula.store(0, Expr.of(op, Expr.input(0), null, null)).program();
    new ScalarKernels()
        .pointwise(program)
        .run(new float[][] {y}, new int[1], new int[1], new float[0], 1, y.length);
    return y;
  }

  private static float[] sample() {
    IntStream everywhere = IntStream.range(0, (int) ((1L << 32) / STRIDE)).map(i -> i * STRIDE);
    IntStream closer =
        Arrays.stream(toBits(PLACES))
            .flatMap(bits -> IntStream.rangeClosed(bits - NEIGHBOURS, bits + NEIGHBOURS));
    int[] bits = IntStream.concat(everywhere, closer).toArray();
    float[] x = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      x[i] = Float.intBitsToFloat(bits[i]);
    }
    return x;
  }

  private static int[] toBits(float[] x) {
    return IntStream.range(0, x.length).map(i -> Float.floatToIntBits(x[i])).toArray();
  }

  @ParameterizedTest
  @CsvSource({"EXP, 1.1", "EXPM1, 2", "LOG, 1", "LOG1P, 2", "TANH, 3", "ERF, 2"})
  void errorIsWithinTheBound(Op function, double bound) {
    float[] x = sample();
    float[] y = evaluate(function, x);
    double worst = 0;
    float worstAt = 0;
    for (int i = 0; i < x.length; i++) {
      double error = errorInUlp(y[i], function.inDouble(x[i], 0, 0));
      if (!(error <= worst)) {
        worst = error;
        worstAt = x[i];
      }
    }
    assertThat(worst)
        .as("error of %s in ulp, the worst, at %s", function, worstAt)
        .isLessThanOrEqualTo(bound);
  }

  /**
   * In units in the last place of the exact result as a float; infinite where only one is finite.
   */
  private static double errorInUlp(float actual, double exact) {
    float rounded = (float) exact;
    if (Float.isNaN(rounded) || Float.isInfinite(rounded)) {
      return Float.compare(actual, rounded) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(actual - exact) / Math.ulp(rounded);
  }

  @Test
  void specialValuesOfExp() {
    assertThat(evaluate(Op.EXP, 0f, -0f, inf(), -inf(), Float.NaN, 89, -104))
        .containsExactly(1, 1, inf(), 0, Float.NaN, inf(), 0);
  }

  @Test
  void specialValuesOfExpm1() {
    assertThat(evaluate(Op.EXPM1, 0f, -0f, inf(), -inf(), Float.NaN, Float.MIN_VALUE))
        .containsExactly(0f, -0f, inf(), -1, Float.NaN, Float.MIN_VALUE);
  }

  @Test
  void specialValuesOfLog() {
    assertThat(evaluate(Op.LOG, 0f, -0f, inf(), -inf(), Float.NaN, -1, 1))
        .containsExactly(-inf(), -inf(), inf(), Float.NaN, Float.NaN, Float.NaN, 0);
  }

  @Test
  void specialValuesOfLog1p() {
    assertThat(evaluate(Op.LOG1P, 0f, -0f, inf(), -inf(), Float.NaN, -1, -2, Float.MIN_VALUE))
        .containsExactly(0f, -0f, inf(), Float.NaN, Float.NaN, -inf(), Float.NaN, Float.MIN_VALUE);
  }

  @Test
  void specialValuesOfTanh() {
    assertThat(evaluate(Op.TANH, 0f, -0f, inf(), -inf(), Float.NaN, -Float.MIN_VALUE))
        .containsExactly(0f, -0f, 1, -1, Float.NaN, -Float.MIN_VALUE);
  }

  @Test
  void sigmoidIsWithinItsBound() {
    float[] x = sample();
    float[] y = evaluate(Op.SIGMOID, x);
    float[] inverse = evaluate(Op.EXP, negated(x));
    for (int i = 0; i < x.length; i++) {
      double exact = Float.isInfinite(inverse[i]) ? 0 : Op.SIGMOID.inDouble(x[i], 0, 0);
      assertThat(errorInUlp(y[i], exact)).as("at %s", x[i]).isLessThanOrEqualTo(3);
    }
    assertThat(evaluate(Op.SIGMOID, 0f, -0f, inf(), -inf(), Float.NaN))
        .containsExactly(0.5f, 0.5f, 1, 0, Float.NaN);
  }

  private static float[] negated(float[] x) {
    float[] minus = x.clone();
    for (int i = 0; i < minus.length; i++) {
      minus[i] = -minus[i];
    }
    return minus;
  }

  @Test
  void powersOfTwoAreExact() {
    for (int n = Float.MIN_EXPONENT; n <= Float.MAX_EXPONENT; n++) {
      assertThat(evaluate(Op.POWER_OF_TWO, n)).as("2^%d", n).containsExactly(Math.scalb(1f, n));
    }
  }

  @Test
  void specialValuesOfErf() {
    assertThat(evaluate(Op.ERF, 0f, -0f, inf(), -inf(), Float.NaN, -Float.MIN_VALUE))
        .containsExactly(0f, -0f, 1, -1, Float.NaN, -Float.MIN_VALUE);
  }

  private static float inf() {
    return Float.POSITIVE_INFINITY;
  }
}
