package dev.javelin.optim;

/** Checks that optimizers' settings share, with PyTorch's limits. */
final class Limits {
  private Limits() {}

  /**
   * For numbers that may be zero but not negative.
   *
   * @throws IllegalArgumentException naming the setting
   */
  static void requireNotNegative(String name, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(name + " must not be negative: " + value);
    }
  }

  /**
   * For rates of decay.
   *
   * @throws IllegalArgumentException naming the setting
   */
  static void requireDecay(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1): " + value);
    }
  }

  /**
   * For numbers above zero.
   *
   * @throws IllegalArgumentException naming the setting
   */
  static void requirePositive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " must be above 0: " + value);
    }
  }
}
