package dev.javelin.nn;

import static dev.javelin.formula.Expr.constant;

import dev.javelin.formula.Expr;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;

/**
 * In training, sets each element to 0 with probability p and multiplies the others by 1 / (1 - p),
 * which keeps the mean (Srivastava et al., "Dropout", 2014). In evaluation, the input itself. For
 * inputs of any shape.
 *
 * <p>What is dropped depends on the seed, on how often the layer has run in training, and on an
 * element's place; not on threads. One layer may stand in several places of a model.
 */
public final class Dropout implements Layer {
  private final double p;
  private final LayerNoise noise;

  /** With PyTorch's default, p = 0.5. */
  public Dropout(Seed seed) {
    this(0.5, seed);
  }

  /**
   * With a probability to drop.
   *
   * @param p from 0 to 1
   * @param seed of which the layer takes a stream of its own
   */
  public Dropout(double p, Seed seed) {
    this.p = Limits.requireProbability("Dropout", p);
    noise = new LayerNoise(seed.nextStream());
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
    return value(p, x, u);
  }

  static Expr value(double p, Expr x, Expr u) {
    return x.times(u.ifLess(constant(p), constant(0), constant(1 / (1 - p))));
  }

  private Expr gradient(Expr x, Expr u, Expr dy) {
    return value(dy, u);
  }

  LayerNoise noise() {
    return noise;
  }

  @Override
  public String toString() {
    return "Dropout(" + p + ")";
  }
}
