package dev.javelin.loss;

/** What becomes of the losses of single elements or samples. */
public enum Reduction {
  /** Their mean: the default. A loss says what it divides by. */
  MEAN,
  /** Their sum. */
  SUM,
  /**
   * They stay a tensor, {@code losses()}; {@code value()} then throws IllegalStateException, and
   * the gradient is that of their sum, as PyTorch's {@code backward} with ones gives it.
   */
  NONE;

  /** What the sum of the losses is divided by, for a mean over {@code count}. */
  double divisor(double count) {
    return this == MEAN ? count : 1;
  }
}
