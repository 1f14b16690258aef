package dev.javelin.check;

import dev.javelin.tensor.Tensor;
import java.util.List;

/** What a {@link GradientCheck} looks at: a scalar function of some variables, with gradients. */
interface Subject {
  /** The name for messages. */
  String name();

  /** What gradients are to be checked for. */
  List<Variable> variables();

  /** What {@link #forward} changes, such as running statistics. */
  List<Tensor> state();

  /** The function at the variables' present values. */
  Terms forward();

  /**
   * The gradient by each variable, as backward has it, in arrays that later calls do not change.
   *
   * @throws GradientMismatchException if there is none
   */
  List<float[]> backward();
}
