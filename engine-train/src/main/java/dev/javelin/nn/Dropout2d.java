package dev.javelin.nn;

import dev.javelin.formula.Expr;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.plan.Groups;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;

/**
 * In training, sets whole channels of each example to 0 with probability p and multiplies the
 * others by 1 / (1 - p) (Tompson et al., "Efficient object localization using convolutional
 * networks", 2015): neighbouring pixels are so alike that {@link Dropout} of single ones drops
 * little. In evaluation, the input itself. Input {@code [N, C, H, W]}; randomness as {@link
 * Dropout}'s.
 */
public final class Dropout2d implements Layer {
  private final double p;
  private final LayerNoise noise;

  /** With PyTorch's default, p = 0.5. */
  public Dropout2d(Seed seed) {
    this(0.5, seed);
  }

  /**
   * With a probability to drop.
   *
   * @param p from 0 to 1
   * @param seed of which the layer takes a stream of its own
   */
  public Dropout2d(double p, Seed seed) {
    this.p = Limits.requireProbability("Dropout2d", p);
    noise = new LayerNoise(seed.nextStream());
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 4) {
      throw new ShapeMismatchException(toString(), "[N, C, H, W]", input);
    }
    return input;
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    outputShape(input);
    if (!binding.training()) {
      return new ViewStep(binding, input, input);
    }
    int planes = input.dim(0) * input.dim(1);
    Groups groups = Groups.rows(planes, input.size() / planes);
    return new NoiseStep(binding, input, groups, noise, this::value, this::gradient);
  }

  /** The output for an element x and its channel's uniform number u. */
  Expr value(Expr x, Expr u) {
    return Dropout.value(p, x, u);
  }

  private Expr gradient(Expr x, Expr u, Expr dy) {
    return value(dy, u);
  }

  LayerNoise noise() {
    return noise;
  }

  @Override
  public String toString() {
    return "Dropout2d(" + p + ")";
  }
}
