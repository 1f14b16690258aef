package dev.javelin.nn;

import dev.javelin.convolution.Direction;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.plan.Window;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;

/**
 * Slides a kernel over images: {@code y[n, o, i, j] = b[o] + sum over c, u, v of w[o, c, u, v] x[n,
 * c, i stride + u dilation - padding, j stride + v dilation - padding]}, x being 0 outside of the
 * image (LeCun et al., "Gradient-based learning applied to document recognition", 1998). Input
 * {@code [N, in, H, W]}, output {@code [N, out, H', W']}, weight {@code [out, in / groups, kernel
 * height, kernel width]} and bias {@code [out]} as PyTorch's, where {@code H' = floor((H + 2
 * padding - dilation (kernel - 1) - 1) / stride) + 1}.
 */
public final class Conv2d extends ConvolutionLayer {
  /** With a square kernel and default settings. */
  public Conv2d(int in, int out, int kernel, Seed seed) {
    this(in, out, ConvOptions.kernel(kernel), seed);
  }

  /**
   * With settings.
   *
   * @throws IllegalArgumentException if channels do not divide by the groups, if 'same' padding
   *     comes with a stride, or if there is an output padding
   */
  public Conv2d(int in, int out, ConvOptions options, Seed seed) {
    super(in, out, requireConvolution("Conv2d", options), weightShape(in, out, options), seed);
  }

  private static Shape weightShape(int in, int out, ConvOptions options) {
    return Shape.of(
        out,
        perGroup("Conv2d", in, out, in, options),
        options.down().kernel(),
        options.right().kernel());
  }

  @Override
  public Shape outputShape(Shape input) {
    Window down = options().down();
    Window right = options().right();
    if (input.rank() != 4 || input.dim(1) != in()) {
      throw new ShapeMismatchException(toString(), "[N, " + in() + ", H, W]", input);
    }
    int height = down.outputs(input.dim(2));
    int width = right.outputs(input.dim(3));
    if (height < 1 || width < 1) {
      throw new ShapeMismatchException(
          toString(),
          "[N, %d, H, W] with H of %d or more and W of %d or more"
              .formatted(in(), down.shortest(), right.shortest()),
          input);
    }
    return Shape.of(input.dim(0), out(), height, width);
  }

  @Override
  Direction direction(Shape input) {
    return Direction.convolution(
        options().groups(),
        in(),
        out(),
        options().down(),
        input.dim(2),
        options().right(),
        input.dim(3));
  }
}
