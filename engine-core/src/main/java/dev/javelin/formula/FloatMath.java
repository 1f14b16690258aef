package dev.javelin.formula;

import static dev.javelin.formula.Expr.constant;

/**
 * The transcendental functions, as expressions of primitive operations, so that they have the same
 * bits in scalar and in vector code, unlike a platform's mathematical library.
 *
 * <p>Method: reduce the argument with fused multiply-adds (Cody and Waite), evaluate a minimax
 * polynomial (Remez exchange on the reduced interval, computed for this file), and put the exponent
 * back. {@code FloatMathTest} holds each to its stated bound in units in the last place (ulp).
 */
final class FloatMath {
  private static final double LOG2_E = 1.4426950408889634;
  // ln 2 in two parts; the high part has few bits, so that its product with an exponent is exact.
  private static final double LN2_HIGH = 0.693359375;
  private static final double LN2_LOW = -2.1219444005469057e-4;
  // Adding and taking off 1.5 * 2^23 rounds a small float to a whole number.
  private static final double ROUND = FloatBits.WHOLE;
  // As a float, the largest of which e^x is finite.
  private static final double LARGEST_EXPONENT = 88.72283172607422;
  private static final double SMALLEST_NORMAL = 0x1p-126;
  // (e^r - 1 - r) / r^2 on [-ln 2 / 2, ln 2 / 2].
  private static final double[] EXP = {
    0.5000000095417347,
    0.1666651860273717,
    0.04166620505261568,
    0.008368917856281875,
    0.001395054121282796
  };
  // The same, with the error relative to e^r - 1.
  private static final double[] EXPM1 = {
    0.5000000062087382,
    0.16666542793873132,
    0.041666281396712,
    0.00836661060111233,
    0.0013946497158144988
  };
  // (ln(1 + f) - f + f^2 / 2) / f^3 on [sqrt(1/2) - 1, sqrt(2) - 1].
  private static final double[] LOG = {
    0.33333312604258075,
    -0.25000009600031864,
    0.20002118645890166,
    -0.16667995806315503,
    0.1421955257968423,
    -0.12405589929622639,
    0.11888161734621867,
    -0.11675645529600366,
    0.06746633934348063
  };
  // erf(x) / x - 1 as a polynomial in x^2 for |x| up to 0.9.
  private static final double[] ERF_NEAR_ZERO = {
    0.1283791667643661,
    -0.37612634979857856,
    0.11283715032956278,
    -0.02686050846888117,
    0.005203859173568832,
    -8.175639442138873E-4,
    8.513104682741225E-5
  };
  // ln(1 - erf(t)) on [0.9, 4].
  private static final double[] ERF_FAR = {
    1.6920433610226007E-4,
    -1.1294884022373766,
    -0.6334008601953373,
    -0.10822037273928257,
    0.025080608466296804,
    -0.004156251578410973,
    4.3139281409933423E-4,
    -2.0828547735396902E-5
  };

  private static final Expr ZERO = constant(0);
  private static final Expr ONE = constant(1);
  private static final Expr INFINITY = constant(Double.POSITIVE_INFINITY);

  private FloatMath() {}

  static Expr expand(Op op, Expr x) {
    return switch (op) {
      case EXP -> exp(x);
      case EXPM1 -> expm1(x);
      case LOG -> log(x);
      case LOG1P -> log1p(x);
      case TANH -> tanh(x);
      case ERF -> erf(x);
      case SIGMOID -> sigmoid(x);
      default -> throw new IllegalArgumentException(op + " is primitive");
    };
  }

  /** Within 1.1 ulp; overflows to infinity above 88.7, and fades through denormals to 0 at -104. */
  private static Expr exp(Expr x) {
    Expr n = wholePowers(x);
    // Two powers of two, as one would overflow before the result does, and know no denormals.
    Expr half = nearestWhole(n.times(0.5));
    Expr result = scaledExp(x, n, half);
    return saturated(-104, ZERO, x, 89, INFINITY, result.times(n.minus(half).powerOfTwo()));
  }

  /** Within 2 ulp; -1 below -18. */
  private static Expr expm1(Expr x) {
    Expr n = wholePowers(x);
    // Half of the result, as 2^128 would overflow before the result does.
    Expr half = scaledExpMinus(x, n, n.minus(1), 0.5);
    Expr result = saturated(-18, constant(-1), x, 89, INFINITY, half.plus(half));
    // Where even the square is zero, x is the result, and its half might be denormal.
    return x.times(x).ifZero(x, result);
  }

  /** Within 3 ulp: u / (u + 2) for u = e^2x - 1; 1 from 10 on. */
  private static Expr tanh(Expr x) {
    Expr twice = x.plus(x);
    Expr n = wholePowers(twice);
    Expr u = scaledExpMinus(twice, n, n, 1);
    return x.ifZero(x, saturated(-10, constant(-1), x, 10, ONE, u.dividedBy(u.plus(2))));
  }

  /** Within 3 ulp, and 0 where e^-x is infinite. */
  private static Expr sigmoid(Expr x) {
    Expr minus = x.negated();
    Expr n = wholePowers(minus);
    // Half of e^-x, as 2^128 would overflow before e^-x does.
    Expr half = scaledExp(minus, n, n.minus(1));
    Expr result = constant(0.5).dividedBy(half.plus(0.5));
    return saturated(-LARGEST_EXPONENT, ZERO, x, 30, ONE, result);
  }

  /** Within 1 ulp; -infinity at zero, NaN below. */
  private static Expr log(Expr x) {
    Expr tiny = x.minus(SMALLEST_NORMAL);
    Expr normal = tiny.ifNegative(x.times(0x1p23), x);
    Expr offset = tiny.ifNegative(constant(-23), ZERO);
    Expr f = normal.mantissa().minus(1);
    Expr n = normal.exponent().plus(offset);
    Expr square = f.times(f);
    Expr tail = n.fma(constant(LN2_LOW), polynomial(LOG, f).times(square.times(f)));
    Expr result = n.fma(constant(LN2_HIGH), square.fma(constant(-0.5), tail).plus(f));
    Expr positive = ifFinite(x, result, x);
    return x.ifZero(
        constant(Double.NEGATIVE_INFINITY), x.ifNegative(constant(Double.NaN), positive));
  }

  /** Within 2 ulp: ln(u) with u = 1 + x rounded, and a first-order correction for the rounding. */
  private static Expr log1p(Expr x) {
    Expr u = x.plus(1);
    Expr log = log(u);
    Expr correction = x.minus(u.minus(1)).dividedBy(u);
    // It is NaN where u is zero, infinite or NaN.
    return x.ifZero(x, ifFinite(correction, log.plus(correction), log));
  }

  /** Within 2 ulp: a polynomial near zero, 1 - e^polynomial beyond. */
  private static Expr erf(Expr x) {
    Expr size = x.abs();
    Expr near = x.fma(polynomial(ERF_NEAR_ZERO, x.times(x)), x);
    Expr exponent = polynomial(ERF_FAR, size);
    Expr n = wholePowers(exponent);
    Expr complement = scaledExp(exponent, n, n);
    Expr far = constant(4).ifLess(size, ONE, ONE.minus(complement));
    Expr signed = x.ifNegative(far.negated(), far);
    return constant(0.9).ifLess(size, signed, near);
  }

  /** The whole number of times ln 2 goes into x, rounded to nearest. */
  private static Expr wholePowers(Expr x) {
    return x.fma(constant(LOG2_E), ROUND).minus(ROUND);
  }

  private static Expr nearestWhole(Expr x) {
    return x.plus(ROUND).minus(ROUND);
  }

  private static Expr remainder(Expr x, Expr n) {
    return n.fma(constant(-LN2_LOW), n.fma(constant(-LN2_HIGH), x));
  }

  /** e^r - 1 for a small r. */
  private static Expr lessOne(double[] coefficients, Expr r) {
    return polynomial(coefficients, r).fma(r.times(r), r);
  }

  /**
   * A value that holds within bounds of x only, and what it is below and above. Chosen at the end:
   * to hold x within the bounds at the beginning would have all else wait for two comparisons.
   */
  private static Expr saturated(
      double least, Expr below, Expr x, double most, Expr above, Expr within) {
    return constant(most).ifLess(x, above, x.ifLess(constant(least), below, within));
  }

  /** {@code then} if x is finite or negative, {@code otherwise} if it is infinity or NaN. */
  private static Expr ifFinite(Expr x, Expr then, Expr otherwise) {
    // Infinity less infinity is NaN.
    return x.minus(Double.POSITIVE_INFINITY).ifNegative(then, otherwise);
  }

  /** e^x 2^(k - n) for the whole powers n of x. */
  private static Expr scaledExp(Expr x, Expr n, Expr k) {
    Expr power = k.powerOfTwo();
    return lessOne(EXP, remainder(x, n)).fma(power, power);
  }

  /** {@code e^x 2^(k - n) - taken}, where that is e^x - 1 but for a power of two. */
  private static Expr scaledExpMinus(Expr x, Expr n, Expr k, double taken) {
    Expr power = k.powerOfTwo();
    return lessOne(EXPM1, remainder(x, n)).fma(power, power.minus(taken));
  }

  /**
   * By Horner's rule, but on pairs of terms and the square of x: half as many operations wait for
   * each other.
   */
  private static Expr polynomial(double[] coefficients, Expr x) {
    Expr square = x.times(x);
    int last = (coefficients.length - 1) / 2 * 2;
    Expr sum = pair(coefficients, last, x);
    for (int i = last - 2; i >= 0; i -= 2) {
      sum = sum.fma(square, pair(coefficients, i, x));
    }
    return sum;
  }

  /** The coefficient at an even place and the next, if there is one. */
  private static Expr pair(double[] coefficients, int i, Expr x) {
    Expr first = constant(coefficients[i]);
    return i + 1 == coefficients.length ? first : x.fma(constant(coefficients[i + 1]), first);
  }
}
