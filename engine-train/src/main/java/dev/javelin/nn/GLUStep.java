package dev.javelin.nn;

import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.plan.Axis;
import dev.javelin.plan.PointwiseRows;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/** A {@link GLU}, bound. In each block along the axis, a's numbers lie before b's. */
final class GLUStep implements Step {
  // Slots of the formulas. Backward has one more operand and one more result.
  private static final int A = 0;
  private static final int B = 1;
  private static final int Y = 2;
  private static final int DY = 2;
  private static final int DA = 3;
  private static final int DB = 4;

  private final Binding binding;
  private final int half;
  private final Tensor output;
  private final Tensor inputGradient;
  private final PointwiseRows forward;
  private final PointwiseRows backward;

  GLUStep(Axis axis, Shape inputShape, Shape outputShape, Binding binding) {
    this.binding = binding;
    half = axis.block() / 2;
    Expr a = Expr.input(A);
    Expr b = Expr.input(B);
    output = Tensor.zeros(outputShape);
    var value = Formula.store(Y, GLU.value(a, b)).program();
    forward =
        new PointwiseRows(binding.engine(), value, axis.outer(), half).operand(Y, output, 0, half);
    boolean wanted = binding.training() && binding.inputGradient();
    inputGradient = wanted ? Tensor.zeros(inputShape) : null;
    backward = wanted ? backward(a, b, axis.outer()) : null;
  }

  private PointwiseRows backward(Expr a, Expr b, int rows) {
    Expr dy = Expr.input(DY);
    var program =
        Formula.store(DA, dy.times(GLU.derivativeByA(b)))
            .andStore(DB, dy.times(GLU.derivativeByB(a, b)))
            .program();
    return new PointwiseRows(binding.engine(), program, rows, half)
        .operand(DA, inputGradient, 0, 2 * half)
        .operand(DB, inputGradient, half, 2 * half);
  }

  @Override
  public Tensor forward(Tensor input) {
    halves(forward, input).run();
    if (backward != null) {
      halves(backward, input);
    }
    return output;
  }

  private PointwiseRows halves(PointwiseRows pass, Tensor input) {
    return pass.operand(A, input, 0, 2 * half).operand(B, input, half, 2 * half);
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    if (backward != null) {
      backward.operand(DY, outputGradient, 0, half).run();
    }
    return inputGradient;
  }
}
