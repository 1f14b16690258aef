package dev.javelin.nn;

import dev.javelin.convolution.Direction;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.plan.Window;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;

/**
 * Slides a kernel over sequences: {@link Conv2d} along one axis. Input {@code [N, in, L]}, output
 * {@code [N, out, L']}, weight {@code [out, in / groups, kernel]} and bias {@code [out]} as
 * PyTorch's.
 */
public final class Conv1d extends ConvolutionLayer {
  /** The axis that a sequence has not. */
  private static final Window FLAT = new Window(1, 1, 0, 0, 1);

  /** With default settings. */
  public Conv1d(int in, int out, int kernel, Seed seed) {
    this(in, out, ConvOptions.kernel(kernel), seed);
  }

  /**
   * With settings, of which each is one number.
   *
   * @throws IllegalArgumentException if a setting is two numbers, if channels do not divide by the
   *     groups, if 'same' padding comes with a stride, or if there is an output padding
   */
  public Conv1d(int in, int out, ConvOptions options, Seed seed) {
    super(in, out, requireOneAxis(options), weightShape(in, out, options), seed);
  }

  private static ConvOptions requireOneAxis(ConvOptions options) {
    if (!options.isSquare()) {
      throw new IllegalArgumentException("Conv1d expects one number a setting, got " + options);
    }
    return requireConvolution("Conv1d", options);
  }

  private static Shape weightShape(int in, int out, ConvOptions options) {
    return Shape.of(out, perGroup("Conv1d", in, out, in, options), options.right().kernel());
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 3 || input.dim(1) != in()) {
      throw new ShapeMismatchException(toString(), "[N, " + in() + ", L]", input);
    }
    Window right = options().right();
    int length = right.outputs(input.dim(2));
    if (length < 1) {
      throw new ShapeMismatchException(
          toString(), "[N, %d, L] with L of %d or more".formatted(in(), right.shortest()), input);
    }
    return Shape.of(input.dim(0), out(), length);
  }

  @Override
  Direction direction(Shape input) {
    return Direction.convolution(
        options().groups(), in(), out(), FLAT, 1, options().right(), input.dim(2));
  }
}
