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
final class DropoutStep implements Step {
  private static final int X = 0;
  private static final int NOISE = 1;
  private static final int Y = 2;
  private static final int GRADIENT = 0;

  private final Binding binding;
  private final DropoutNoise noise;
  private final NoisePass draw;
  private final Tensor output;
  private final PointwisePass forward;
  private final PointwisePass backward;

  /**
   * Binds.
   *
   * @param value the output, of an element and a uniform number
   * @param gradient the input's gradient, of the output's and the same number
   */
  DropoutStep(
      Binding binding,
      Shape shape,
      DropoutNoise noise,
      BinaryOperator<Expr> value,
      BinaryOperator<Expr> gradient) {
    this.binding = binding;
    this.noise = noise;
    output = Tensor.zeros(shape);
    Tensor uniform = Tensor.zeros(shape);
    draw = noise.bind(binding.engine(), uniform);
    Expr u = Expr.input(NOISE);
    forward =
        new PointwisePass(
                binding.engine(),
                Formula.store(Y, value.apply(Expr.input(X), u)).program(),
                shape.size())
            .operand(NOISE, uniform)
            .operand(Y, output);
    backward =
        new PointwisePass(
                binding.engine(),
                Formula.store(GRADIENT, gradient.apply(Expr.input(GRADIENT), u)).program(),
                shape.size())
            .operand(NOISE, uniform);
  }

  @Override
  public Tensor forward(Tensor input) {
    draw.run(noise.nextDraw());
    forward.operand(X, input).run();
    return output;
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    if (!binding.inputGradient()) {
      return null;
    }
    backward.operand(GRADIENT, outputGradient).run();
    return outputGradient;
  }
}
