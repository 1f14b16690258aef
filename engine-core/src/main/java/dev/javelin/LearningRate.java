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
}
