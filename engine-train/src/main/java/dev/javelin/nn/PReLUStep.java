package dev.javelin.nn;

import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.formula.Program;
import dev.javelin.kernels.Reductions;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.plan.PointwiseRows;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;

/**
 * A {@link PReLU}, bound. The slopes are laid out as an example is, one for each number, and that
 * row serves every example. The slopes' gradient is summed over the batch first, then over a
 * channel, which does not depend on threads.
 */
final class PReLUStep implements Step {
  // Slots of the formulas.
  private static final int X = 0;
  private static final int SLOPE = 1;
  private static final int Y = 2;
  private static final int DY = 2;
  private static final int TERM = 3;

  private final Binding binding;
  private final Parameter weight;
  private final Reductions reductions;
  private final int batch;
  private final int example;
  private final Tensor slopes;
  private final Tensor output;
  private final Tensor terms;
  private final float[] sums;
  private final Tensor gradient;
  private final PointwiseRows forward;
  private final PointwiseRows backward;

  PReLUStep(Parameter weight, Shape shape, Binding binding) {
    this.binding = binding;
    this.weight = weight;
    reductions = binding.engine().kernels().reductions();
    batch = shape.rank() < 2 ? 1 : shape.dim(0);
    example = shape.size() / batch;
    slopes = Tensor.zeros(example);
    output = Tensor.zeros(shape);
    Expr x = Expr.input(X);
    Expr slope = Expr.input(SLOPE);
    var value = Formula.store(Y, PReLU.value(x, slope)).program();
    forward = bind(value).operand(Y, output, 0, example);
    if (binding.training()) {
      Expr dy = Expr.input(DY);
      var gradients =
          Formula.store(DY, dy.times(PReLU.derivative(x, slope)))
              .andStore(TERM, dy.times(PReLU.derivativeBySlope(x)))
              .program();
      terms = Tensor.zeros(shape);
      sums = new float[example];
      gradient = weight.gradientBuffer();
      backward = bind(gradients).operand(TERM, terms, 0, example);
    } else {
      terms = null;
      sums = null;
      gradient = null;
      backward = null;
    }
  }

  private PointwiseRows bind(Program program) {
    return new PointwiseRows(binding.engine(), program, batch, example)
        .operand(SLOPE, slopes, 0, 0);
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor weights = weight.value();
    int channel = example / weights.size();
    for (int c = 0; c < weights.size(); c++) {
      Arrays.fill(slopes.array(), c * channel, (c + 1) * channel, weights.get(c));
    }
    forward.operand(X, input, 0, example).run();
    if (backward != null) {
      backward.operand(X, input, 0, example);
    }
    return output;
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    backward.operand(DY, outputGradient, 0, example).run();
    reductions.columnSums(terms.array(), 0, example, batch, example, sums, 0, false);
    addToWeight();
    return binding.inputGradient() ? outputGradient : null;
  }

  private void addToWeight() {
    boolean accumulate = weight.beginGradient();
    int channel = example / gradient.size();
    for (int c = 0; c < gradient.size(); c++) {
      float sum = (float) reductions.sum(sums, c * channel, channel);
      gradient.set(c, accumulate ? gradient.get(c) + sum : sum);
    }
  }
}
