package dev.javelin;

import java.util.function.DoubleSupplier;

/** Updates parameters from their gradients. Belongs to one thread at a time. */
public interface Optimizer {
  /** Runs the updates on an engine's kernels and threads; without it, on the calling thread. */
  Optimizer to(Engine engine);

  /** Forgets the gradients of all parameters; call before each backward that is not to add up. */
  void zeroGrad();

  /** Updates every parameter that has a gradient. */
  void step();

  /**
   * Computes the loss and its gradients, and updates the parameters. One closure serves every
   * optimizer; those that look at the loss more than once a step need it.
   *
   * @param closure forgets the gradients, runs forward and backward, and returns the loss
   * @return the loss before the update
   */
  default double step(DoubleSupplier closure) {
    double loss = closure.getAsDouble();
    step();
    return loss;
  }
}
