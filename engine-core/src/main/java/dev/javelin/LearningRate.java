package dev.javelin;

/** A learning rate as a function of the number of optimizer steps taken, so that it can resume. */
@FunctionalInterface
public interface LearningRate {
  /**
   * The rate of a step.
   *
   * @param step 0 for the first
   */
  double at(long step);

  /** Whether this schedule sets the momentum too (the first beta, where an optimizer has betas). */
  default boolean cyclesMomentum() {
    return false;
  }

  /**
   * The momentum of a step.
   *
   * @param step 0 for the first
   * @param own the optimizer's setting, which holds unless this schedule cycles the momentum
   */
  default double momentumAt(long step, double own) {
    return own;
  }

  /**
   * The same rate at every step.
   *
   * @throws IllegalArgumentException if it is negative or not a number
   */
  static LearningRate constant(double rate) {
    if (!(rate >= 0)) {
      throw new IllegalArgumentException("a learning rate must not be negative: " + rate);
    }
    return step -> rate;
  }

  /**
   * This rate, advanced once in so many steps: a schedule by epochs, where steps are batches.
   *
   * @throws IllegalArgumentException if below 1
   */
  default LearningRate every(long steps) {
    return new SlowedRate(this, steps);
  }
}
