package dev.javelin.nn;

import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.plan.PointwisePass;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;

/**
 * The steps of a {@link Parallel}. Seen as rows of all axes from the concatenated one on, each
 * branch's output is a range of columns of the whole.
 */
final class ParallelStep implements Step {
  private final Step[] branches;
  private final Binding binding;
  private final Tensor output;
  private final int rows;
  private final int[] starts;
  private final Tensor[] outputGradients;
  private final Tensor inputGradient;
  private final PointwisePass sum;

  ParallelStep(
      List<Step> branches,
      List<Shape> shapes,
      Shape input,
      Shape outputShape,
      int axis,
      Binding binding) {
    this.branches = branches.toArray(Step[]::new);
    this.binding = binding;
    output = Tensor.zeros(outputShape);
    int before = 1;
    for (int i = 0; i < axis; i++) {
      before *= outputShape.dim(i);
    }
    rows = before;
    starts = new int[this.branches.length + 1];
    outputGradients = new Tensor[binding.training() ? this.branches.length : 0];
    for (int i = 0; i < this.branches.length; i++) {
      starts[i + 1] = starts[i] + shapes.get(i).size() / rows;
      if (binding.training()) {
        outputGradients[i] = Tensor.zeros(shapes.get(i));
      }
    }
    boolean passesOn = binding.training() && binding.inputGradient();
    inputGradient = passesOn ? Tensor.zeros(input) : null;
    var add = Formula.store(0, Expr.input(0).plus(Expr.input(1))).program();
    sum = passesOn ? new PointwisePass(binding.engine(), add, input.size()) : null;
  }

  @Override
  public Tensor forward(Tensor input) {
    for (int i = 0; i < branches.length; i++) {
      Tensor part = branches[i].forward(input);
      int width = starts[i + 1] - starts[i];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(
            part.array(),
            part.offset() + row * width,
            output.array(),
            place(output, row, i),
            width);
      }
    }
    return output;
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    for (int i = 0; i < branches.length; i++) {
      Tensor part = outputGradients[i];
      int width = starts[i + 1] - starts[i];
      for (int row = 0; row < rows; row++) {
        int from = place(outputGradient, row, i);
        System.arraycopy(outputGradient.array(), from, part.array(), row * width, width);
      }
      add(i, branches[i].backward(part));
    }
    return inputGradient;
  }

  private int place(Tensor whole, int row, int branch) {
    return whole.offset() + row * starts[branches.length] + starts[branch];
  }

  /** The first branch's gradient is copied, since its buffer is the branch's own. */
  private void add(int branch, Tensor gradient) {
    if (inputGradient == null) {
      return;
    }
    if (branch == 0) {
      inputGradient.copyFrom(gradient);
    } else {
      sum.operand(0, inputGradient).operand(1, gradient).run();
    }
  }
}
