package dev.javelin.nn;

import dev.javelin.convolution.Direction;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.plan.Window;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;

/**
 * The transpose of {@link Conv2d} with the same settings, which goes from its output to its input:
 * every number of the input adds its multiple of the kernel to the output. Input {@code [N, in, H,
 * W]}, output {@code [N, out, H', W']}, weight {@code [in, out / groups, kernel height, kernel
 * width]} and bias {@code [out]} as PyTorch's, where {@code H' = (H - 1) stride - 2 padding +
 * dilation (kernel - 1) + output padding + 1}.
 */
public final class ConvTranspose2d extends ConvolutionLayer {
  /** With a square kernel and default settings. */
  public ConvTranspose2d(int in, int out, int kernel, Seed seed) {
    this(in, out, ConvOptions.kernel(kernel), seed);
  }

  /**
   * With settings.
   *
   * @throws IllegalArgumentException if channels do not divide by the groups, if the padding is
   *     'same', or if the output padding is not below stride or dilation
   */
  public ConvTranspose2d(int in, int out, ConvOptions options, Seed seed) {
    super(in, out, requireTransposable(options), weightShape(in, out, options), seed);
  }

  private static ConvOptions requireTransposable(ConvOptions options) {
    if (options.isSame()) {
      throw new IllegalArgumentException("ConvTranspose2d has no 'same' padding: " + options);
    }
    requireSmall(options, options.down(), options.outputPaddingBelow());
    requireSmall(options, options.right(), options.outputPaddingRight());
    return options;
  }

  private static void requireSmall(ConvOptions options, Window window, int outputPadding) {
    if (outputPadding >= Math.max(window.stride(), window.dilation())) {
      throw new IllegalArgumentException(
          "ConvTranspose2d expects an output padding below stride or dilation, got " + options);
    }
  }

  private static Shape weightShape(int in, int out, ConvOptions options) {
    return Shape.of(
        in,
        perGroup("ConvTranspose2d", in, out, out, options),
        options.down().kernel(),
        options.right().kernel());
  }

  private int height(Shape input) {
    long height = (long) options().down().length(input.dim(2)) + options().outputPaddingBelow();
    return (int) Math.min(Integer.MAX_VALUE, height);
  }

  private int width(Shape input) {
    long width = (long) options().right().length(input.dim(3)) + options().outputPaddingRight();
    return (int) Math.min(Integer.MAX_VALUE, width);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 4 || input.dim(1) != in()) {
      throw new ShapeMismatchException(toString(), "[N, " + in() + ", H, W]", input);
    }
    if (height(input) < 1 || width(input) < 1) {
      throw new ShapeMismatchException(
          toString(), "[N, " + in() + ", H, W] of which its padding leaves something", input);
    }
    return Shape.of(input.dim(0), out(), height(input), width(input));
  }

  @Override
  Direction direction(Shape input) {
    return Direction.transposed(
        options().groups(),
        in(),
        out(),
        options().down(),
        height(input),
        input.dim(2),
        options().right(),
        width(input),
        input.dim(3));
  }
}
