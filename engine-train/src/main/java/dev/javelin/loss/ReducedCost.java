package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.kernels.Reductions;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * What costs share: a buffer of losses and what the reduction makes of it. A subclass fills the
 * buffer and then calls {@link #reduce} or {@link #reduced}.
 */
abstract class ReducedCost {
  private final Reduction reduction;
  private final Reductions reductions;
  private final Tensor losses;
  private double value;

  ReducedCost(Reduction reduction, Shape losses, Engine engine) {
    this.reduction = reduction;
    this.reductions = engine.kernels().reductions();
    this.losses = Tensor.zeros(losses);
  }

  /** The losses one by one, to be filled. */
  final Tensor buffer() {
    return losses;
  }

  /** What the sum of the losses, and its gradient, is divided by for a mean over {@code count}. */
  final double divisor(double count) {
    return reduction.divisor(count);
  }

  /** Takes the value from the buffer. */
  final void reduce(double divisor) {
    reduced(reductions.sum(losses.array(), losses.offset(), losses.size()) / divisor);
  }

  /** Takes a value that a subclass computed on its way. */
  final void reduced(double value) {
    this.value = value;
  }

  /**
   * The gradient by an input.
   *
   * @param gradients by index, null where there is none
   * @throws IllegalArgumentException if there is none
   */
  static Tensor gradient(int input, Tensor... gradients) {
    if (input < 0 || input >= gradients.length || gradients[input] == null) {
      throw new IllegalArgumentException("the loss has no gradient by input " + input);
    }
    return gradients[input];
  }

  public final double value() {
    if (reduction == Reduction.NONE) {
      throw new IllegalStateException("the losses are not reduced: ask for losses()");
    }
    return value;
  }

  public final Tensor losses() {
    if (reduction != Reduction.NONE) {
      throw new IllegalStateException("the loss is reduced to one number: ask for its value()");
    }
    return losses;
  }
}
