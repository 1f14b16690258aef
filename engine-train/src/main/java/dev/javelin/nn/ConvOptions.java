package dev.javelin.nn;

import static dev.javelin.nn.init.Initializers.kaimingUniform;

import dev.javelin.Initializer;
import dev.javelin.plan.Window;
import java.util.function.UnaryOperator;

/**
 * The settings of a convolution, PyTorch's names and defaults: stride 1, no padding, dilation 1,
 * one group, a bias. Immutable: every method gives new options.
 *
 * <pre>{@code
 * new Conv2d(32, 64, ConvOptions.kernel(3).padding(1), seed)
 * }</pre>
 *
 * <p>One number is for height and width alike. {@link Conv1d} takes no options with two.
 */
public final class ConvOptions {
  /** The settings along an axis. */
  private record Axis(int kernel, int stride, int padding, int dilation, int outputPadding) {
    Axis withStride(int number) {
      return new Axis(kernel, atLeast("stride", 1, number), padding, dilation, outputPadding);
    }

    Axis withPadding(int number) {
      return new Axis(kernel, stride, atLeast("padding", 0, number), dilation, outputPadding);
    }

    Axis withDilation(int number) {
      return new Axis(kernel, stride, padding, atLeast("dilation", 1, number), outputPadding);
    }

    Axis withOutputPadding(int number) {
      return new Axis(kernel, stride, padding, dilation, atLeast("output padding", 0, number));
    }

    Window window(boolean same) {
      if (!same) {
        return new Window(kernel, stride, padding, padding, dilation);
      }
      int total = (int) Math.min(Integer.MAX_VALUE, (kernel - 1L) * dilation);
      return new Window(kernel, stride, total / 2, total - total / 2, dilation);
    }
  }

  private final Axis height;
  private final Axis width;
  private final boolean same;
  private final int groups;
  private final boolean bias;
  private final Initializer weightInit;

  private ConvOptions(
      Axis height, Axis width, boolean same, int groups, boolean bias, Initializer weightInit) {
    this.height = height;
    this.width = width;
    this.same = same;
    this.groups = groups;
    this.bias = bias;
    this.weightInit = weightInit;
  }

  private static int atLeast(String what, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "a convolution expects a %s of %d or more, got %d".formatted(what, least, value));
    }
    return value;
  }

  /** A square kernel. */
  public static ConvOptions kernel(int size) {
    return kernel(size, size);
  }

  /**
   * A kernel.
   *
   * @throws IllegalArgumentException if a side is below 1
   */
  public static ConvOptions kernel(int height, int width) {
    return new ConvOptions(
        new Axis(atLeast("kernel height", 1, height), 1, 0, 1, 0),
        new Axis(atLeast("kernel width", 1, width), 1, 0, 1, 0),
        false,
        1,
        true,
        kaimingUniform(Math.sqrt(5)));
  }

  private ConvOptions with(UnaryOperator<Axis> forHeight, UnaryOperator<Axis> forWidth) {
    return new ConvOptions(
        forHeight.apply(height), forWidth.apply(width), same, groups, bias, weightInit);
  }

  /** Positions from one place of the kernel to the next. */
  public ConvOptions stride(int stride) {
    return stride(stride, stride);
  }

  /**
   * Down, and to the right.
   *
   * @throws IllegalArgumentException if below 1
   */
  public ConvOptions stride(int down, int right) {
    return with(axis -> axis.withStride(down), axis -> axis.withStride(right));
  }

  /** Zeros put around the image, in place of those of {@link #samePadding}. */
  public ConvOptions padding(int padding) {
    return padding(padding, padding);
  }

  /**
   * Above and below, and on the left and right.
   *
   * @throws IllegalArgumentException if below 0
   */
  public ConvOptions padding(int vertical, int horizontal) {
    var other = new ConvOptions(height, width, false, groups, bias, weightInit);
    return other.with(axis -> axis.withPadding(vertical), axis -> axis.withPadding(horizontal));
  }

  /**
   * As much padding as gives an output of the input's size; if that is odd, one more below and on
   * the right. For stride 1 only.
   */
  public ConvOptions samePadding() {
    return new ConvOptions(height, width, true, groups, bias, weightInit);
  }

  /** Positions from one tap of the kernel to the next. */
  public ConvOptions dilation(int dilation) {
    return dilation(dilation, dilation);
  }

  /**
   * Down, and to the right.
   *
   * @throws IllegalArgumentException if below 1
   */
  public ConvOptions dilation(int down, int right) {
    return with(axis -> axis.withDilation(down), axis -> axis.withDilation(right));
  }

  /**
   * Rows and columns added below and on the right of a transposed convolution's output, where
   * several sizes would fit.
   *
   * @throws IllegalArgumentException if below 0
   */
  public ConvOptions outputPadding(int padding) {
    return outputPadding(padding, padding);
  }

  /**
   * Rows added below, and columns on the right.
   *
   * @throws IllegalArgumentException if below 0
   */
  public ConvOptions outputPadding(int below, int right) {
    return with(axis -> axis.withOutputPadding(below), axis -> axis.withOutputPadding(right));
  }

  /**
   * Cuts input and output channels into as many groups, each connected with its counterpart only.
   *
   * @throws IllegalArgumentException if below 1
   */
  public ConvOptions groups(int groups) {
    return new ConvOptions(
        height, width, same, atLeast("number of groups", 1, groups), bias, weightInit);
  }

  /** No bias. */
  public ConvOptions withoutBias() {
    return new ConvOptions(height, width, same, groups, false, weightInit);
  }

  /** Another first distribution of the weight; PyTorch's is {@code kaimingUniform(sqrt(5))}. */
  public ConvOptions weightInit(Initializer initializer) {
    return new ConvOptions(height, width, same, groups, bias, initializer);
  }

  /** How the kernel slides down. */
  Window down() {
    return height.window(same);
  }

  /** How the kernel slides to the right. */
  Window right() {
    return width.window(same);
  }

  int outputPaddingBelow() {
    return height.outputPadding;
  }

  int outputPaddingRight() {
    return width.outputPadding;
  }

  boolean isSame() {
    return same;
  }

  /** Whether every setting is one number. */
  boolean isSquare() {
    return height.equals(width);
  }

  int groups() {
    return groups;
  }

  boolean hasBias() {
    return bias;
  }

  Initializer weightInit() {
    return weightInit;
  }

  /** The settings that are not the default. */
  @Override
  public String toString() {
    var text = new StringBuilder("kernel=" + pair(height.kernel, width.kernel));
    append(text, "stride", 1, height.stride, width.stride);
    if (same) {
      text.append(", padding=same");
    } else {
      append(text, "padding", 0, height.padding, width.padding);
    }
    append(text, "dilation", 1, height.dilation, width.dilation);
    append(text, "outputPadding", 0, height.outputPadding, width.outputPadding);
    append(text, "groups", 1, groups, groups);
    return text.append(bias ? "" : ", bias=false").toString();
  }

  private static void append(StringBuilder text, String name, int standard, int down, int right) {
    if (down != standard || right != standard) {
      text.append(", ").append(name).append('=').append(pair(down, right));
    }
  }

  private static String pair(int down, int right) {
    return down == right ? Integer.toString(down) : down + "x" + right;
  }
}
