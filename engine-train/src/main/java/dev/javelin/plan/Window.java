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
  /** The most positions of anything here, so that sums of some of them do not overflow. */
  private static final int MOST = 1 << 28;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if kernel, stride or dilation is below 1 or padding below 0,
   *     or if one of them or the whole kernel is longer than 2^28
   */
  public Window {
    require("kernel", 1, kernel);
    require("stride", 1, stride);
    require("padding", 0, before);
    require("padding", 0, after);
    require("dilation", 1, dilation);
    require("dilated kernel", 1, (kernel - 1L) * dilation + 1);
  }

  private static void require(String what, int least, long value) {
    if (value < least || value > MOST) {
      throw new IllegalArgumentException(
          "expected a %s from %d to %d, got %d".formatted(what, least, MOST, value));
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

  /**
   * The shortest axis that gives so many outputs; below 1 if the padding alone gives more, and the
   * largest int if it is longer than that.
   */
  public int length(int outputs) {
    return (int) Math.min(Integer.MAX_VALUE, (outputs - 1L) * stride - before - after + extent());
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
