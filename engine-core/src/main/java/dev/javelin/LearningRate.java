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
    if (steps < 1) {
      throw new IllegalArgumentException("a schedule advances every 1 or more steps: " + steps);
    }
    return step -> at(step / steps);
  }
}
