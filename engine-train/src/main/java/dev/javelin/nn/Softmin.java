package dev.javelin.nn;

import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.plan.Axis;
import dev.javelin.plan.PointwisePass;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * {@link Softmax} of -x: the smallest number of a line gets the largest share.
 *
 * @param dim the axis; a negative one counts from the last
 */
public record Softmin(int dim) implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    Axis.of(this, input, dim);
    return input;
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    outputShape(input);
    return new SoftminStep(new Softmax(dim).bind(input, binding), input, binding);
  }

  private static final class SoftminStep implements Step {
    private final Step softmax;
    private final Tensor negated;
    private final PointwisePass negate;

    SoftminStep(Step softmax, Shape shape, Binding binding) {
      this.softmax = softmax;
      negated = Tensor.zeros(shape);
      var program = Formula.store(1, Expr.input(0).negated()).program();
      negate = new PointwisePass(binding.engine(), program, shape.size());
    }

    @Override
    public Tensor forward(Tensor input) {
      negate.operand(0, input).operand(1, negated).run();
      return softmax.forward(negated);
    }

    @Override
    public Tensor backward(Tensor outputGradient) {
      Tensor gradient = softmax.backward(outputGradient);
      if (gradient != null) {
        negate.operand(0, gradient).operand(1, gradient).run();
      }
      return gradient;
    }
  }
}
