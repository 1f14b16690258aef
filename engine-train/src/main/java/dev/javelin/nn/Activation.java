package dev.javelin.nn;

import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.formula.Op;
import dev.javelin.formula.Program;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;

/**
 * A function of each element by itself, y = f(x), for inputs of any shape.
 *
 * <p>An activation is its formula and its derivative. Both are data (see {@link Expr}), from which
 * come the kernels, the fusion with a layer before, and the gradient check.
 */
public interface Activation extends Layer {
  /** f(x). */
  Expr value(Expr x);

  /**
   * f'(x).
   *
   * @param x the input
   * @param y the output f(x), where that makes the derivative cheaper; if the result does not refer
   *     to x, a fused layer does not keep it
   */
  Expr derivative(Expr x, Expr y);

  @Override
  default Shape outputShape(Shape input) {
    return input;
  }

  @Override
  default Step bind(Shape input, Binding binding) {
    return new ActivationStep(this, input, binding);
  }

  /** {@code dz = dy f'(x)}; slot 0 is x, 1 is y, 2 is dy and dz. */
  default Program backwardProgram() {
    Expr derivative = derivative(Expr.input(0), Expr.input(1));
    return Formula.store(2, Expr.input(2).times(derivative)).program();
  }

  /** Whether the derivative refers to the input, so that backward needs it kept. */
  default boolean needsInput() {
    return backwardProgram().instructions().stream()
        .anyMatch(i -> i.op() == Op.INPUT && i.index() == 0);
  }
}
