package dev.javelin.nn;

import dev.javelin.formula.Expr;

/**
 * The table of activations, a row each: PyTorch's name and defaults, the formula, the derivative.
 * Import the rows to write models as in PyTorch: {@code import dev.javelin.nn.Activations.*;}.
 *
 * <p>To add one, add a row here and to {@code ActivationsTest}.
 */
public final class Activations {
  private Activations() {}

  /** x itself. */
  public record Identity() implements Activation {
    @Override
    public Expr value(Expr x) {
      return x;
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return Expr.constant(1);
    }
  }

  /**
   * max(0, x), with slope 0 at the kink as in PyTorch. The gradient passes unchanged wherever the
   * unit is active, which is what lets deep networks learn (Glorot, Bordes, Bengio, "Deep sparse
   * rectifier neural networks", 2011).
   */
  public record ReLU() implements Activation {
    @Override
    public Expr value(Expr x) {
      return x.ifNegative(Expr.constant(0), x);
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return y.negated().ifNegative(Expr.constant(1), Expr.constant(0));
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
      return y.times(Expr.constant(1).minus(y));
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
}
