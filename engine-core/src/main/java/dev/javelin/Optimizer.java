package dev.javelin;

/** Updates parameters from their gradients. Belongs to one thread at a time. */
public interface Optimizer {
  /** Runs the updates on an engine's kernels and threads; without it, on the calling thread. */
  Optimizer to(Engine engine);

  /** Forgets the gradients of all parameters; call before each backward that is not to add up. */
  void zeroGrad();

  /** Updates every parameter that has a gradient. */
  void step();
}
