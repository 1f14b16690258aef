package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.parallel.PartTask;
import dev.javelin.plan.GroupPass;
import dev.javelin.plan.Groups;
import dev.javelin.plan.NoisePass;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.function.BinaryOperator;

/**
 * A formula of each element and a uniform number that is new in each forward, of each element or
 * each group of elements. The noise is kept for backward, where the input's gradient takes the
 * place of the output's.
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

  // Tensors of the formulas.
  private static final int X = 0;
  private static final int Y = 1;
  private static final int DY = 1;

  private final Binding binding;
  private final LayerNoise noise;
  private final NoisePass draw;
  private final Tensor output;
  private final GroupPass forward;
  private final GroupPass backward;
  private final PartTask forwardTask;
  private final PartTask backwardTask;

  /**
   * Binds, with a number for each element.
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
    this(binding, shape, Groups.columns(1, shape.size()), noise, value, gradient);
  }

  /** Binds, with a number for each group. */
  NoiseStep(
      Binding binding,
      Shape shape,
      Groups groups,
      LayerNoise noise,
      BinaryOperator<Expr> value,
      Gradient gradient) {
    this.binding = binding;
    this.noise = noise;
    output = Tensor.zeros(shape);
    Tensor uniform = Tensor.zeros(groups.count());
    Engine engine = binding.engine();
    draw = noise.bind(engine, uniform);
    Expr x = Expr.input(X);
    Expr dy = Expr.input(DY);
    forward =
        new GroupPass(engine, groups, 2, 1, u -> Formula.store(Y, value.apply(x, u.apply(0))))
            .operand(Y, output)
            .number(0, uniform);
    backward =
        new GroupPass(engine, groups, 2, 1, u -> Formula.store(DY, gradient.of(x, u.apply(0), dy)))
            .number(0, uniform);
    forwardTask = forward::run;
    backwardTask = backward::run;
  }

  @Override
  public Tensor forward(Tensor input) {
    draw.run(noise.nextDraw());
    forward.operand(X, input);
    backward.operand(X, input);
    binding.engine().run(forwardTask, forward.parts());
    return output;
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    if (!binding.inputGradient()) {
      return null;
    }
    backward.operand(DY, outputGradient);
    binding.engine().run(backwardTask, backward.parts());
    return outputGradient;
  }
}
