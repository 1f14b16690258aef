package dev.javelin.nn;

import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.plan.PointwisePass;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/** An activation by itself. The input's gradient takes the place of the output's. */
final class ActivationStep implements Step {
  private final Binding binding;
  private final Tensor output;
  private final PointwisePass forward;
  private final PointwisePass backward;

  ActivationStep(Activation activation, Shape shape, Binding binding) {
    this.binding = binding;
    output = Tensor.zeros(shape);
    var value = Formula.store(1, activation.value(Expr.input(0))).program();
    forward = new PointwisePass(binding.engine(), value, shape.size()).operand(1, output);
    backward =
        binding.training()
            ? new PointwisePass(binding.engine(), activation.backwardProgram(), shape.size())
            : null;
  }

  @Override
  public Tensor forward(Tensor input) {
    forward.operand(0, input).run();
    if (backward != null) {
      backward.operand(0, input).operand(1, output);
    }
    return output;
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    if (!binding.inputGradient()) {
      return null;
    }
    backward.operand(2, outputGradient).run();
    return outputGradient;
  }
}
