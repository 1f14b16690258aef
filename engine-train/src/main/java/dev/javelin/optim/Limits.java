package dev.javelin.optim;

/** Checks that optimizers' settings share, with PyTorch's limits. */
final class Limits {
  private Limits() {}

  /**
   * For numbers that may be zero but not negative.
   *
   * @throws IllegalArgumentException naming the optimizer and the setting
   */
  static void requireNotNegative(String optimizer, String setting, double value) {
    require(value >= 0, optimizer, setting, "0 or more", value);
  }

  /**
   * For rates of decay.
   *
   * @throws IllegalArgumentException naming the optimizer and the setting
   */
  static void requireDecay(String optimizer, String setting, double value) {
    require(value >= 0 && value < 1, optimizer, setting, "in [0, 1)", value);
  }

  /**
   * For numbers above zero.
   *
   * @throws IllegalArgumentException naming the optimizer and the setting
   */
  static void requirePositive(String optimizer, String setting, double value) {
    require(value > 0, optimizer, setting, "above 0", value);
  }

  /**
   * For limits of one optimizer only.
   *
   * @param expected such as {@code 1 or more}
   * @param value what came
   * @throws IllegalArgumentException naming the optimizer and the setting
   */
  static void require(
      boolean fulfilled, String optimizer, String setting, String expected, Object value) {
    if (!fulfilled) {
      throw new IllegalArgumentException(
          "%s expects %s to be %s, got %s".formatted(optimizer, setting, expected, value));
    }
  }
}
