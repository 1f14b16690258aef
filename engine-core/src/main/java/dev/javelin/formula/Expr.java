package dev.javelin.formula;

/**
 * A number per element, as an expression over operand arrays: what activations, pointwise losses
 * and optimizer steps are written in.
 *
 * <p>An expression is data. The scalar reference interprets it, the SIMD module compiles it to a
 * loop of vector instructions, and {@link #inDouble} evaluates it in double precision for gradient
 * checks, so that each formula is written down once. A shared sub-expression is computed once.
 *
 * <pre>{@code
 * Expr x = Expr.input(0);
 * Expr silu = x.dividedBy(x.negated().exp().plus(1));
 * }</pre>
 */
public final class Expr {
  private final Op op;
  private final Expr a;
  private final Expr b;
  private final Expr c;
  private final float value;
  private final int index;
  private final String name;

  private Expr(Op op, Expr a, Expr b, Expr c, float value, int index, String name) {
    this.op = op;
    this.a = a;
    this.b = b;
    this.c = c;
    this.value = value;
    this.index = index;
    this.name = name;
  }

  /** The element of the operand array in the given slot. */
  public static Expr input(int slot) {
    return input(slot, "in" + slot);
  }

  /** The same, shown by a name in {@link #toString}. */
  public static Expr input(int slot, String name) {
    return new Expr(Op.INPUT, null, null, null, 0, slot, name);
  }

  /** The call's scalar of the given index, the same for every element. */
  public static Expr scalar(int index) {
    return new Expr(Op.SCALAR, null, null, null, 0, index, "scalar" + index);
  }

  /** A literal, rounded to float32. */
  public static Expr constant(double value) {
    return constant(Notation.number((float) value), value);
  }

  /** A literal that {@link #toString} shows by a name, such as a setting of an activation. */
  public static Expr constant(String name, double value) {
    return new Expr(Op.CONSTANT, null, null, null, (float) value, 0, name);
  }

  static Expr of(Op op, Expr a, Expr b, Expr c) {
    return new Expr(op, a, b, c, 0, 0, "");
  }

  /** this + other. */
  public Expr plus(Expr other) {
    return of(Op.ADD, this, other, null);
  }

  /** this + other. */
  public Expr plus(double other) {
    return plus(constant(other));
  }

  /** this - other. */
  public Expr minus(Expr other) {
    return of(Op.SUBTRACT, this, other, null);
  }

  /** this - other. */
  public Expr minus(double other) {
    return minus(constant(other));
  }

  /** this * other. */
  public Expr times(Expr other) {
    return of(Op.MULTIPLY, this, other, null);
  }

  /** this * other. */
  public Expr times(double other) {
    return times(constant(other));
  }

  /** this / other. */
  public Expr dividedBy(Expr other) {
    return of(Op.DIVIDE, this, other, null);
  }

  /** this * factor + addend, rounded once. */
  public Expr fma(Expr factor, Expr addend) {
    return of(Op.FMA, this, factor, addend);
  }

  /** this * factor + addend, rounded once. */
  public Expr fma(Expr factor, double addend) {
    return fma(factor, constant(addend));
  }

  /** Square root. */
  public Expr sqrt() {
    return of(Op.SQRT, this, null, null);
  }

  /** The larger of both; NaN if either is NaN. */
  public Expr max(Expr other) {
    return of(Op.MAX, this, other, null);
  }

  /** The smaller of both; NaN if either is NaN. */
  public Expr min(Expr other) {
    return of(Op.MIN, this, other, null);
  }

  /** |this|. */
  public Expr abs() {
    return of(Op.ABS, this, null, null);
  }

  /** -this. */
  public Expr negated() {
    return of(Op.NEGATE, this, null, null);
  }

  /** e^this. */
  public Expr exp() {
    return of(Op.EXP, this, null, null);
  }

  /** e^this - 1, exact near zero. */
  public Expr expm1() {
    return of(Op.EXPM1, this, null, null);
  }

  /** Natural logarithm. */
  public Expr log() {
    return of(Op.LOG, this, null, null);
  }

  /** ln(1 + this), exact near zero. */
  public Expr log1p() {
    return of(Op.LOG1P, this, null, null);
  }

  /** Hyperbolic tangent. */
  public Expr tanh() {
    return of(Op.TANH, this, null, null);
  }

  /** Gauss's error function. */
  public Expr erf() {
    return of(Op.ERF, this, null, null);
  }

  /** The logistic function 1 / (1 + e^-this). */
  public Expr sigmoid() {
    return of(Op.SIGMOID, this, null, null);
  }

  /** {@code then} where this is less than zero, else {@code otherwise} (also where this is NaN). */
  public Expr ifNegative(Expr then, Expr otherwise) {
    return of(Op.SELECT_NEGATIVE, this, then, otherwise);
  }

  /** {@code then} where this is less than a bound, else {@code otherwise} (also for NaN). */
  public Expr ifLess(Expr bound, Expr then, Expr otherwise) {
    return minus(bound).ifNegative(then, otherwise);
  }

  /** {@code then} where this is zero, else {@code otherwise} (also where this is NaN). */
  public Expr ifZero(Expr then, Expr otherwise) {
    return of(Op.SELECT_ZERO, this, then, otherwise);
  }

  /** 2^this for a whole number from -126 to 127; anything for another. */
  Expr powerOfTwo() {
    return of(Op.POWER_OF_TWO, this, null, null);
  }

  /** The base-2 logarithm of a normal positive number, rounded to the nearest whole number. */
  Expr exponent() {
    return of(Op.EXPONENT, this, null, null);
  }

  /** this / 2^exponent(). */
  Expr mantissa() {
    return of(Op.MANTISSA, this, null, null);
  }

  Op op() {
    return op;
  }

  Expr a() {
    return a;
  }

  Expr b() {
    return b;
  }

  Expr c() {
    return c;
  }

  float value() {
    return value;
  }

  int index() {
    return index;
  }

  String name() {
    return name;
  }

  /** The expression as one writes it on paper: {@code x * sigmoid(x)}. */
  @Override
  public String toString() {
    return Notation.of(this);
  }

  /** The value in double precision for one element: the oracle of tests and gradient checks. */
  public double inDouble(double[] inputs, double[] scalars) {
    return switch (op) {
      case INPUT -> inputs[index];
      case SCALAR -> scalars[index];
      case CONSTANT -> value;
      default ->
          op.inDouble(
              a.inDouble(inputs, scalars),
              b == null ? 0 : b.inDouble(inputs, scalars),
              c == null ? 0 : c.inDouble(inputs, scalars));
    };
  }
}
