package dev.javelin.optim.schedule;

/**
 * The range in which a schedule cycles the momentum of an optimizer, or its first beta: high where
 * the rate is low.
 *
 * @param base the lowest, where the rate is highest
 * @param max the highest
 */
public record MomentumRange(double base, double max) {
  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if a momentum is not in [0, 1)
   */
  public MomentumRange {
    if (!(base >= 0 && base < 1 && max >= 0 && max < 1)) {
      throw new IllegalArgumentException(
          "a cycled momentum must be in [0, 1): " + base + " to " + max);
    }
  }
}
