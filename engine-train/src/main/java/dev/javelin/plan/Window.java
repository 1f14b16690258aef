package dev.javelin.plan;

/**
 * How a kernel slides along one axis: of a convolution or a pooling.
 *
 * @param kernel how many taps it has
 * @param stride positions from one output to the next
 * @param before zeros put before the axis
 * @param after zeros put after it
 * @param dilation positions from one tap to the next
 */
public record Window(int kernel, int stride, int before, int after, int dilation) {
  /**
   * Checks.
   *
   * @throws IllegalArgumentException if kernel, stride or dilation is below 1 or padding below 0
   */
  public Window {
    require("a kernel of 1 or more", 1, kernel);
    require("a stride of 1 or more", 1, stride);
    require("a padding of 0 or more", 0, Math.min(before, after));
    require("a dilation of 1 or more", 1, dilation);
  }

  private static void require(String what, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException("expected " + what + ", got " + value);
    }
  }

  /** How many positions lie between the first tap and the last, both included. */
  public int extent() {
    return dilation * (kernel - 1) + 1;
  }

  /** The shortest axis that gives an output. */
  public int shortest() {
    return Math.max(1, extent() - before - after);
  }

  /** The shortest axis that gives so many outputs; below 1 if the padding alone gives more. */
  public int length(int outputs) {
    return (outputs - 1) * stride - before - after + extent();
  }

  /**
   * How many outputs an axis gives: those whose taps all lie on it or its padding. Below 1 if it is
   * too short.
   */
  public int outputs(int length) {
    return Math.floorDiv(length + before + after - extent(), stride) + 1;
  }

  /**
   * The same in PyTorch's ceil mode: with one more output for the rest of the axis, if its window
   * starts on the axis or the padding before it.
   */
  public int ceilOutputs(int length) {
    int outputs = Math.ceilDiv(length + before + after - extent(), stride) + 1;
    return (outputs - 1) * stride < length + before ? outputs : outputs - 1;
  }
}
