package dev.javelin.nn;

import dev.javelin.formula.Expr;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;

/**
 * x where positive, else slope x: in training each number has a slope of its own, drawn anew at
 * each forward between lower and upper; in evaluation all have the mean slope (Xu, Wang, Chen, Li,
 * "Empirical evaluation of rectified activations", 2015).
 *
 * <p>The slope of element i in the layer's n-th training forward follows from the seed, n and i.
 */
public final class RReLU implements Layer {
  private static final double LOWER = 1.0 / 8;
  private static final double UPPER = 1.0 / 3;

  private final double lower;
  private final double upper;
  private final LayerNoise noise;

  /** With PyTorch's bounds, 1/8 and 1/3. */
  public RReLU(Seed seed) {
    this(LOWER, UPPER, seed);
  }

  /**
   * With the given bounds.
   *
   * @throws IllegalArgumentException if lower is above upper
   */
  public RReLU(double lower, double upper, Seed seed) {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "RReLU needs a lower bound up to the upper, not " + lower + " and " + upper);
    }
    this.lower = lower;
    this.upper = upper;
    noise = new LayerNoise(seed.nextStream());
  }

  /** The slope for a number that is uniform in [0, 1). */
  Expr slope(Expr uniform) {
    Expr least = Expr.constant("lower", lower);
    return uniform.fma(Expr.constant("(upper - lower)", upper - lower), least);
  }

  private Expr value(Expr x, Expr uniform) {
    return PReLU.value(x, slope(uniform));
  }

  private Expr gradient(Expr x, Expr uniform, Expr dy) {
    return dy.times(PReLU.derivative(x, slope(uniform)));
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    return binding.training()
        ? new NoiseStep(binding, input, noise, this::value, this::gradient)
        : new Activations.LeakyReLU((lower + upper) / 2).bind(input, binding);
  }

  @Override
  public String toString() {
    return "RReLU(" + lower + ", " + upper + ")";
  }
}
