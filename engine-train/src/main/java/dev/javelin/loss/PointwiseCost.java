package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.plan.PointwisePass;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;

/** A formula of the elements of two or three tensors, bound: losses and gradients in one pass. */
class PointwiseCost extends ReducedCost {
  // Slots of the formula: the inputs from 0 on, the loss, their gradients, constant tensors.
  private static final int INPUTS = 3;
  private static final int LOSS = INPUTS;
  private static final int GRADIENTS = LOSS + 1;
  private static final int FACTORS = GRADIENTS + INPUTS;

  private final double divisor;
  private final Tensor[] gradients;
  private final PointwisePass pass;

  /**
   * Binds.
   *
   * @param divisor what the sum of the losses and the gradients are divided by
   * @param factors what {@link #factor} refers to, of any shapes that broadcast
   * @param derivatives by the inputs in order, null where none is wanted
   */
  PointwiseCost(
      Shape shape,
      Reduction reduction,
      double divisor,
      Engine engine,
      List<Tensor> factors,
      Expr value,
      Expr... derivatives) {
    super(reduction, shape, engine);
    this.divisor = divisor;
    Formula formula = Formula.store(LOSS, value);
    for (int i = 0; i < derivatives.length; i++) {
      if (derivatives[i] != null) {
        // A scalar, not a literal: batches of all sizes share one kernel.
        formula = formula.andStore(GRADIENTS + i, derivatives[i].times(Expr.scalar(0)));
      }
    }
    float scale = 1f / (float) divisor;
    pass = new PointwisePass(engine, formula.program(), shape.size(), scale);
    pass.operand(LOSS, buffer());
    gradients = new Tensor[derivatives.length];
    for (int i = 0; i < gradients.length; i++) {
      if (derivatives[i] != null) {
        gradients[i] = Tensor.zeros(shape);
        pass.operand(GRADIENTS + i, gradients[i]);
      }
    }
    for (int i = 0; i < factors.size(); i++) {
      pass.operand(FACTORS + i, Broadcast.to(shape, factors.get(i)));
    }
  }

  /** The element of an input. */
  static Expr input(int index) {
    return Expr.input(index);
  }

  /** The element of a constant tensor. */
  static Expr factor(int index) {
    return Expr.input(FACTORS + index);
  }

  /** Sets an input for the runs to come. */
  final PointwiseCost input(int index, Tensor tensor) {
    pass.operand(index, tensor);
    return this;
  }

  /** Computes losses, value and gradients. */
  final void run() {
    pass.run();
    reduce(divisor);
  }

  /**
   * The gradient by an input.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor gradient(int input) {
    return gradient(input, gradients);
  }
}
