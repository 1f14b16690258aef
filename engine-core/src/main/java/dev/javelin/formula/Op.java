package dev.javelin.formula;

/**
 * The operations a {@link Formula} is built from.
 *
 * <p>Primitive operations are what a backend implements; each is correctly rounded or exact, so it
 * has the same float32 result everywhere. Composite operations are functions of {@link FloatMath},
 * which expands them into primitives: they too have the same bits on every backend.
 *
 * <p>Every operation also has a value in double precision ({@link #inDouble}), computed with {@link
 * Math}: the oracle that tests and the gradient checker compare with.
 */
public enum Op {
  /** The element of operand array {@code slot}. */
  INPUT(0, true),
  /** A number given with each call, the same for all elements (a learning rate, say). */
  SCALAR(0, true),
  /** A literal. */
  CONSTANT(0, true),
  /** a + b. */
  ADD(2, true),
  /** a - b. */
  SUBTRACT(2, true),
  /** a * b. */
  MULTIPLY(2, true),
  /** a / b. */
  DIVIDE(2, true),
  /** a * b + c, rounded once. */
  FMA(3, true),
  /** Square root. */
  SQRT(1, true),
  /** The larger, as {@link Math#max(float, float)}: NaN if either is, +0 above -0. */
  MAX(2, true),
  /** The smaller, as {@link Math#min(float, float)}. */
  MIN(2, true),
  /** |a|. */
  ABS(1, true),
  /** -a, which flips the sign of zero and of NaN too. */
  NEGATE(1, true),
  /** 2^a for a whole a from -126 to 127. */
  POWER_OF_TWO(1, true),
  /** For a normal positive a, the whole n with a = {@link #MANTISSA} * 2^n. */
  EXPONENT(1, true),
  /** A normal positive a divided by a power of two, in [sqrt(1/2), sqrt(2)). */
  MANTISSA(1, true),
  /** b where a is less than zero, else c (so c where a is NaN). */
  SELECT_NEGATIVE(3, true),
  /** b where a is zero of either sign, else c (so c where a is NaN). */
  SELECT_ZERO(3, true),
  /** e^a. */
  EXP(1, false),
  /** e^a - 1, exact near zero. */
  EXPM1(1, false),
  /** Natural logarithm. */
  LOG(1, false),
  /** ln(1 + a), exact near zero. */
  LOG1P(1, false),
  /** Hyperbolic tangent. */
  TANH(1, false),
  /** Gauss's error function. */
  ERF(1, false),
  /** The logistic function 1 / (1 + e^-a). */
  SIGMOID(1, false);

  private final int arity;
  private final boolean primitive;

  Op(int arity, boolean primitive) {
    this.arity = arity;
    this.primitive = primitive;
  }

  /** How many operands it takes. */
  public int arity() {
    return arity;
  }

  /** Whether a backend implements it; {@link FloatMath} expands the others. */
  public boolean primitive() {
    return primitive;
  }

  /** The value in double precision; operands beyond the arity are ignored. */
  public double inDouble(double a, double b, double c) {
    return switch (this) {
      case INPUT, SCALAR, CONSTANT -> throw new IllegalStateException(this + " has no operands");
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case FMA -> a * b + c;
      case SQRT -> Math.sqrt(a);
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case ABS -> Math.abs(a);
      case NEGATE -> -a;
      case POWER_OF_TWO -> Math.pow(2, a);
      case EXPONENT -> Math.getExponent(a * Math.sqrt(2));
      case MANTISSA -> a / Math.pow(2, Math.getExponent(a * Math.sqrt(2)));
      case SELECT_NEGATIVE -> a < 0 ? b : c;
      case SELECT_ZERO -> a == 0 ? b : c;
      case EXP -> Math.exp(a);
      case EXPM1 -> Math.expm1(a);
      case LOG -> Math.log(a);
      case LOG1P -> Math.log1p(a);
      case TANH -> Math.tanh(a);
      case ERF -> ErrorFunction.erf(a);
      case SIGMOID -> 1 / (1 + Math.exp(-a));
    };
  }
}
