package dev.javelin.benchmarks;

import dev.javelin.formula.Expr;
import dev.javelin.nn.Activation;
import dev.javelin.nn.Activations;

/** The functions of one number that are timed. */
public enum Function {
  /** max(0, x). */
  RELU(new Activations.ReLU()),
  /** e^x. */
  EXP(new Exp()),
  /** 1 / (1 + e^-x). */
  SIGMOID(new Activations.Sigmoid()),
  /** Hyperbolic tangent. */
  TANH(new Activations.Tanh());

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

  private final Activation activation;

  Function(Activation activation) {
    this.activation = activation;
  }

  /** The function with its derivative. */
  public Activation activation() {
    return activation;
  }
}
