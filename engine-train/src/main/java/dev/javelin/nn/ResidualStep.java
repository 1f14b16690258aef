package dev.javelin.nn;

import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.plan.PointwisePass;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/** {@code y = x + f(x)} and {@code dx = dy + df}. */
final class ResidualStep implements Step {
  private final Step f;
  private final Binding binding;
  private final Tensor output;
  private final Tensor inputGradient;
  private final PointwisePass forward;
  private final PointwisePass backward;

  ResidualStep(Step f, Shape shape, Binding binding) {
    this.f = f;
    this.binding = binding;
    output = Tensor.zeros(shape);
    inputGradient = binding.training() && binding.inputGradient() ? Tensor.zeros(shape) : null;
    var sum = Formula.store(2, Expr.input(0).plus(Expr.input(1))).program();
    forward = new PointwisePass(binding.engine(), sum, shape.size()).operand(2, output);
    backward = new PointwisePass(binding.engine(), sum, shape.size());
    if (inputGradient != null) {
      backward.operand(0, inputGradient).operand(2, inputGradient);
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    forward.operand(0, input).operand(1, f.forward(input)).run();
    return output;
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    if (inputGradient == null) {
      f.backward(outputGradient);
      return null;
    }
    // Copied first, since f may overwrite it.
    inputGradient.copyFrom(outputGradient);
    backward.operand(1, f.backward(outputGradient)).run();
    return inputGradient;
  }
}
