package dev.javelin.nn;

import static dev.javelin.formula.Expr.constant;

import dev.javelin.formula.Expr;

/**
 * The table of activations, a row each: PyTorch's name and defaults, the formula, the derivative.
 * Import the rows to write models as in PyTorch: {@code import dev.javelin.nn.Activations.*;}.
 *
 * <p>To add one, add a row here and to {@code ActivationsTest}. Where a function has a kink, the
 * derivative there is PyTorch's.
 */
public final class Activations {
  private static final Expr ZERO = constant(0);
  private static final Expr ONE = constant(1);
  private static final Expr SIX = constant(6);

  private Activations() {}

  /** {@code then} where low < x < high, 0 elsewhere. */
  private static Expr inside(Expr x, Expr low, Expr high, Expr then) {
    return low.ifLess(x, x.ifLess(high, then, ZERO), ZERO);
  }

  private static Expr clamp(Expr x, Expr low, Expr high) {
    return x.max(low).min(high);
  }

  /** {@code then} where x > 0, else {@code otherwise}. */
  static Expr ifPositive(Expr x, Expr then, Expr otherwise) {
    return x.negated().ifNegative(then, otherwise);
  }

  /** {@code then} where x <= bound, else {@code otherwise} (also where x is NaN). */
  private static Expr ifAtMost(Expr x, Expr bound, Expr then, Expr otherwise) {
    Expr above = x.minus(bound);
    return above.ifNegative(then, above.ifZero(then, otherwise));
  }

  /** x itself. */
  public record Identity() implements Activation {
    @Override
    public Expr value(Expr x) {
      return x;
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return ONE;
    }
  }

  /**
   * max(0, x). The gradient passes unchanged wherever the unit is active, which is what lets deep
   * networks learn (Glorot, Bordes, Bengio, "Deep sparse rectifier neural networks", 2011).
   */
  public record ReLU() implements Activation {
    @Override
    public Expr value(Expr x) {
      return x.ifNegative(ZERO, x);
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return y.ifZero(ZERO, ONE);
    }
  }

  /** min(max(0, x), 6). */
  public record ReLU6() implements Activation {
    @Override
    public Expr value(Expr x) {
      return clamp(x, ZERO, SIX);
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return inside(y, ZERO, SIX, ONE);
    }
  }

  /**
   * x where positive, else slope x.
   *
   * @param negativeSlope PyTorch's default is 0.01
   */
  public record LeakyReLU(double negativeSlope) implements Activation {
    /** With PyTorch's default. */
    public LeakyReLU() {
      this(0.01);
    }

    @Override
    public Expr value(Expr x) {
      return x.ifNegative(x.times(slope()), x);
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return ifPositive(x, ONE, slope());
    }

    private Expr slope() {
      return constant("negativeSlope", negativeSlope);
    }
  }

  /**
   * x where positive, else alpha (e^x - 1) (Clevert, Unterthiner, Hochreiter, 2016).
   *
   * @param alpha PyTorch's default is 1
   */
  public record ELU(double alpha) implements Activation {
    /** With PyTorch's default. */
    public ELU() {
      this(1);
    }

    @Override
    public Expr value(Expr x) {
      return ifPositive(x, x, x.expm1().times(constant("alpha", alpha)));
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return ifPositive(x, ONE, y.plus(constant("alpha", alpha)));
    }
  }

  /** ELU scaled to keep mean 0 and variance 1 (Klambauer et al., "Self-normalizing nets", 2017). */
  public record SELU() implements Activation {
    private static final double ALPHA = 1.6732632423543772;
    private static final double SCALE = 1.0507009873554805;

    /** What it approaches for small inputs: -1.7580993408473766. */
    static final double LIMIT = -SCALE * ALPHA;

    @Override
    public Expr value(Expr x) {
      return ifPositive(x, x.times(SCALE), x.expm1().times(SCALE * ALPHA));
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return ifPositive(x, constant(SCALE), y.plus(SCALE * ALPHA));
    }
  }

  /**
   * x where positive, else alpha (e^(x / alpha) - 1) (Barron, 2017).
   *
   * @param alpha PyTorch's default is 1
   */
  public record CELU(double alpha) implements Activation {
    /** With PyTorch's default. */
    public CELU() {
      this(1);
    }

    @Override
    public Expr value(Expr x) {
      return ifPositive(x, x, scaled(x).expm1().times(constant("alpha", alpha)));
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return ifPositive(x, ONE, scaled(x).exp());
    }

    private Expr scaled(Expr x) {
      return x.times(constant("(1 / alpha)", 1 / alpha));
    }
  }

  /** x P(X < x) for a standard normal X (Hendrycks and Gimpel, 2016). */
  public record GELU() implements Activation {
    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

    private static Expr distribution(Expr x) {
      return x.times(ROOT_HALF).erf().fma(constant(0.5), 0.5);
    }

    @Override
    public Expr value(Expr x) {
      return x.times(distribution(x));
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      Expr density = x.times(x).times(-0.5).exp().times(DENSITY_AT_ZERO);
      return density.fma(x, distribution(x));
    }
  }

  /** GELU by tanh, PyTorch's {@code GELU(approximate='tanh')}. */
  public record GELUTanh() implements Activation {
    private static final double SCALE = Math.sqrt(2 / Math.PI);
    private static final double CUBIC = 0.044715;

    private static Expr tanh(Expr x) {
      return x.times(x).times(x).fma(constant(CUBIC), x).times(SCALE).tanh();
    }

    @Override
    public Expr value(Expr x) {
      return x.times(0.5).times(tanh(x).plus(1));
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      Expr t = tanh(x);
      Expr inner = x.times(x).fma(constant(3 * CUBIC * SCALE), SCALE);
      Expr slope = t.negated().fma(t, 1).times(inner);
      return x.times(0.5).fma(slope, t.fma(constant(0.5), 0.5));
    }
  }

  /** x sigmoid(x), also called swish. */
  public record SiLU() implements Activation {
    @Override
    public Expr value(Expr x) {
      return x.times(x.sigmoid());
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      Expr s = x.sigmoid();
      return s.times(x.fma(ONE.minus(s), 1));
    }
  }

  /** x tanh(softplus(x)) (Misra, 2019). */
  public record Mish() implements Activation {
    /** tanh(ln(1 + e^x)) = n / (n + 2) for n = e^x (e^x + 2); 1 in float32 from 20 on. */
    private static Expr tanhOfSoftplus(Expr x) {
      Expr e = x.min(constant(20)).exp();
      Expr n = e.times(e.plus(2));
      return n.dividedBy(n.plus(2));
    }

    @Override
    public Expr value(Expr x) {
      return x.times(tanhOfSoftplus(x));
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      Expr t = tanhOfSoftplus(x);
      return x.times(x.sigmoid()).fma(t.negated().fma(t, 1), t);
    }
  }

  /**
   * 1 / (1 + e^-x). Its slope y (1 - y) is at most 1/4, so that gradients vanish with depth: each
   * sigmoid layer they pass shrinks them at least fourfold.
   */
  public record Sigmoid() implements Activation {
    @Override
    public Expr value(Expr x) {
      return x.sigmoid();
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return y.times(ONE.minus(y));
    }
  }

  /** ln sigmoid(x). */
  public record LogSigmoid() implements Activation {
    @Override
    public Expr value(Expr x) {
      return x.min(ZERO).minus(x.abs().negated().exp().log1p());
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return x.negated().sigmoid();
    }
  }

  /** A sigmoid of straight lines: x / 6 + 1/2, held in [0, 1]. */
  public record Hardsigmoid() implements Activation {
    @Override
    public Expr value(Expr x) {
      return clamp(x.plus(3), ZERO, SIX).dividedBy(SIX);
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return inside(x, constant(-3), constant(3), constant("(1 / 6)", 1.0 / 6));
    }
  }

  /** x hardsigmoid(x) (Howard et al., "Searching for MobileNetV3", 2019). */
  public record Hardswish() implements Activation {
    @Override
    public Expr value(Expr x) {
      return x.times(clamp(x.plus(3), ZERO, SIX)).dividedBy(SIX);
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      Expr middle = x.dividedBy(constant(3)).plus(0.5);
      return constant(-3).ifLess(x, x.ifLess(constant(3), middle, ONE), ZERO);
    }
  }

  /**
   * x held in [minVal, maxVal].
   *
   * @param minVal PyTorch's default is -1
   * @param maxVal PyTorch's default is 1
   */
  public record Hardtanh(double minVal, double maxVal) implements Activation {
    /** With PyTorch's defaults. */
    public Hardtanh() {
      this(-1, 1);
    }

    @Override
    public Expr value(Expr x) {
      return clamp(x, constant("minVal", minVal), constant("maxVal", maxVal));
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return inside(x, constant("minVal", minVal), constant("maxVal", maxVal), ONE);
    }
  }

  /**
   * x outside [-lambd, lambd], 0 inside.
   *
   * @param lambd PyTorch's default is 0.5
   */
  public record Hardshrink(double lambd) implements Activation {
    /** With PyTorch's default. */
    public Hardshrink() {
      this(0.5);
    }

    @Override
    public Expr value(Expr x) {
      return ifAtMost(x.abs(), constant("lambd", lambd), ZERO, x);
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return constant("lambd", lambd).ifLess(x.abs(), ONE, ZERO);
    }
  }

  /**
   * x moved towards 0 by lambd, 0 inside [-lambd, lambd].
   *
   * @param lambd PyTorch's default is 0.5
   */
  public record Softshrink(double lambd) implements Activation {
    /** With PyTorch's default. */
    public Softshrink() {
      this(0.5);
    }

    @Override
    public Expr value(Expr x) {
      return x.minus(clamp(x, constant("-lambd", -lambd), constant("lambd", lambd)));
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return constant("lambd", lambd).ifLess(x.abs(), ONE, ZERO);
    }
  }

  /** x - tanh(x). */
  public record Tanhshrink() implements Activation {
    @Override
    public Expr value(Expr x) {
      return x.minus(x.tanh());
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      Expr t = x.tanh();
      return t.times(t);
    }
  }

  /**
   * ln(1 + e^(beta x)) / beta, and x itself where beta x is above the threshold.
   *
   * @param beta PyTorch's default is 1
   * @param threshold PyTorch's default is 20
   */
  public record Softplus(double beta, double threshold) implements Activation {
    /** With PyTorch's defaults. */
    public Softplus() {
      this(1, 20);
    }

    @Override
    public Expr value(Expr x) {
      Expr scaled = x.times(constant("beta", beta));
      Expr soft = scaled.exp().log1p().times(constant("(1 / beta)", 1 / beta));
      return constant("threshold", threshold).ifLess(scaled, x, soft);
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      Expr scaled = x.times(constant("beta", beta));
      return constant("threshold", threshold).ifLess(scaled, ONE, scaled.sigmoid());
    }
  }

  /** x / (1 + |x|). */
  public record Softsign() implements Activation {
    @Override
    public Expr value(Expr x) {
      return x.dividedBy(x.abs().plus(1));
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      Expr root = x.abs().plus(1);
      return ONE.dividedBy(root.times(root));
    }
  }

  /** Hyperbolic tangent; slope 1 - y^2. */
  public record Tanh() implements Activation {
    @Override
    public Expr value(Expr x) {
      return x.tanh();
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return y.negated().fma(y, 1);
    }
  }

  /**
   * x above the threshold, else a fixed value.
   *
   * @param threshold above which x passes
   * @param value of all others
   */
  public record Threshold(double threshold, double value) implements Activation {
    @Override
    public Expr value(Expr x) {
      return ifAtMost(x, constant("threshold", threshold), constant("value", value), x);
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return ifAtMost(x, constant("threshold", threshold), ZERO, ONE);
    }
  }
}
