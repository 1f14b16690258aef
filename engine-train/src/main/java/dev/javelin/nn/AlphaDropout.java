package dev.javelin.nn;

import static dev.javelin.formula.Expr.constant;

import dev.javelin.formula.Expr;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;

/**
 * Dropout for networks of {@link Activations.SELU} (Klambauer et al., "Self-normalizing neural
 * networks", 2017). In training, sets each element to SELU's limit for small inputs, s = -1.758...,
 * with probability p, and then maps all by {@code a x + b}, with a and b such that mean 0 and
 * variance 1 are kept. In evaluation, the input itself. For inputs of any shape; randomness as
 * {@link Dropout}'s.
 */
public final class AlphaDropout implements Layer {
  private final double p;
  private final LayerNoise noise;
  private final double a;
  private final double b;

  /** With PyTorch's default, p = 0.5. */
  public AlphaDropout(Seed seed) {
    this(0.5, seed);
  }

  /**
   * With a probability to drop.
   *
   * @param p from 0 to 1
   * @param seed of which the layer takes a stream of its own
   */
  public AlphaDropout(double p, Seed seed) {
    this.p = Limits.requireProbability("AlphaDropout", p);
    noise = new LayerNoise(seed.nextStream());
    double s = Activations.SELU.LIMIT;
    // With nothing kept there is no variance to restore: 0, as PyTorch has it.
    a = p == 1 ? 0 : 1 / Math.sqrt((1 - p) * (1 + p * s * s));
    b = -a * p * s;
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    if (!binding.training()) {
      return new ViewStep(binding, input, input);
    }
    return new NoiseStep(binding, input, noise, this::value, this::gradient);
  }

  /** The output for an element x and a uniform number u. */
  Expr value(Expr x, Expr u) {
    Expr dropped = constant(a * Activations.SELU.LIMIT + b);
    return u.ifLess(constant(p), dropped, x.fma(constant(a), b));
  }

  private Expr gradient(Expr x, Expr u, Expr dy) {
    return dy.times(u.ifLess(constant(p), constant(0), constant(a)));
  }

  LayerNoise noise() {
    return noise;
  }

  @Override
  public String toString() {
    return "AlphaDropout(" + p + ")";
  }
}
