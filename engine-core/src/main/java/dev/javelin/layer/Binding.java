package dev.javelin.layer;

import dev.javelin.Engine;

/**
 * What a layer is bound for, besides its input's shape.
 *
 * @param engine the kernels and threads to run on
 * @param mode training or evaluation
 * @param inputGradient whether backward must give the gradient of the loss by the input; a model's
 *     first layer is spared that work
 */
public record Binding(Engine engine, Mode mode, boolean inputGradient) {
  /** Whether steps need buffers for backward. */
  public boolean training() {
    return mode == Mode.TRAIN;
  }

  /**
   * For a step's backward.
   *
   * @throws IllegalStateException if bound for evaluation
   */
  public void requireTraining() {
    if (mode != Mode.TRAIN) {
      throw new IllegalStateException("this plan was bound for evaluation: it has no backward");
    }
  }

  /** The same binding with or without an input gradient. */
  public Binding withInputGradient(boolean wanted) {
    return new Binding(engine, mode, wanted);
  }
}
