package dev.javelin.nn;

import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.plan.NoisePass;
import dev.javelin.plan.PointwisePass;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.function.BinaryOperator;

/**
 * A formula of each element and a uniform number that is new in each forward. The noise is kept for
 * backward, where the input's gradient takes the place of the output's.
 */
final class NoiseStep implements Step {
  /** An input's gradient. */
  @FunctionalInterface
  interface Gradient {
    /**
     * The formula.
     *
     * @param x the input
     * @param u the uniform number of the forward
     * @param dy the output's gradient
     */
    Expr of(Expr x, Expr u, Expr dy);
  }

  // Slots of the formulas.
  private static final int X = 0;
  private static final int NOISE = 1;
  private static final int Y = 2;
  private static final int DY = 2;

  private final Binding binding;
  private final LayerNoise noise;
  private final NoisePass draw;
  private final Tensor output;
  private final PointwisePass forward;
  private final PointwisePass backward;

  /**
   * Binds.
   *
   * @param value the output, of an element and a uniform number
   * @param gradient the input's gradient, by the same number
   */
  NoiseStep(
      Binding binding,
      Shape shape,
      LayerNoise noise,
      BinaryOperator<Expr> value,
      Gradient gradient) {
    this.binding = binding;
    this.noise = noise;
    output = Tensor.zeros(shape);
    Tensor uniform = Tensor.zeros(shape);
    draw = noise.bind(binding.engine(), uniform);
    Expr x = Expr.input(X);
    Expr u = Expr.input(NOISE);
    forward =
        new PointwisePass(
                binding.engine(), Formula.store(Y, value.apply(x, u)).program(), shape.size())
            .operand(NOISE, uniform)
            .operand(Y, output);
    backward =
        new PointwisePass(
                binding.engine(),
                Formula.store(DY, gradient.of(x, u, Expr.input(DY))).program(),
                shape.size())
            .operand(NOISE, uniform);
  }

  @Override
  public Tensor forward(Tensor input) {
    draw.run(noise.nextDraw());
    forward.operand(X, input).run();
    backward.operand(X, input);
    return output;
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    if (!binding.inputGradient()) {
      return null;
    }
    backward.operand(DY, outputGradient).run();
    return outputGradient;
  }
}
