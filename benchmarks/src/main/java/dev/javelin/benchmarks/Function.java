package dev.javelin.benchmarks;

import dev.javelin.formula.Expr;
import dev.javelin.nn.Activation;
import dev.javelin.nn.Activations;

/** The functions of one number that are timed. */
public enum Function {
  /** max(0, x). */
  RELU,
  /** e^x. */
  EXP,
  /** 1 / (1 + e^-x). */
  SIGMOID,
  /** Hyperbolic tangent. */
  TANH,
  /** x times the normal distribution's Φ(x), by the error function. */
  GELU;

  private record Exp() implements Activation {
    @Override
    public Expr value(Expr x) {
      return x.exp();
    }

    @Override
    public Expr derivative(Expr x, Expr y) {
      return y;
    }
  }

  /** The function with its derivative. */
  public Activation activation() {
    return switch (this) {
      case RELU -> new Activations.ReLU();
      case EXP -> new Exp();
      case SIGMOID -> new Activations.Sigmoid();
      case TANH -> new Activations.Tanh();
      case GELU -> new Activations.GELU();
    };
  }
}
