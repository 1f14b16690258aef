package dev.javelin.convolution;

import dev.javelin.kernels.ChannelsLast;
import dev.javelin.kernels.Kernels;
import dev.javelin.plan.Window;

/**
 * A convolution between images of given sizes, one way, and how it is computed. Inputs and their
 * gradients have channels first, as tensors do; outputs and theirs have the layout that is asked
 * for.
 */
public abstract class Direction {
  private final ChannelsLast inputs;
  private final ChannelsLast outputs;
  private final Layout layout;

  /**
   * A way to compute.
   *
   * @param layout of all images in the subclass's products
   */
  Direction(ChannelsLast inputs, ChannelsLast outputs, Layout layout) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.layout = layout;
  }

  /** A convolution of images of the given size. */
  public static Direction convolution(
      int groups, int in, int out, Window y, int height, Window x, int width) {
    var rows = new GridAxis(y, height, y.outputs(height));
    var columns = new GridAxis(x, width, x.outputs(width));
    return of(groups, in, out, rows, columns, false);
  }

  /**
   * A transposed convolution.
   *
   * @param height of the results
   * @param inputHeight of the input
   * @param width of the results
   * @param inputWidth of the input
   */
  public static Direction transposed(
      int groups,
      int in,
      int out,
      Window y,
      int height,
      int inputHeight,
      Window x,
      int width,
      int inputWidth) {
    var rows = new GridAxis(y, height, inputHeight);
    var columns = new GridAxis(x, width, inputWidth);
    return of(groups, out, in, rows, columns, true);
  }

  private static Direction of(
      int groups, int wide, int narrow, GridAxis y, GridAxis x, boolean transposed) {
    return WinogradDirection.pays(groups, wide, narrow, y, x)
        ? WinogradDirection.of(wide, narrow, y, x, transposed)
        : new GridDirection(new Geometry(groups, wide, narrow, y, x), transposed);
  }

  /** From inputs to outputs. */
  public ImageProduct forward(Kernels kernels, Layout outputLayout) {
    return new ConvertedProduct(
        kernels, forward(kernels), layout, inputs, Layout.CHANNELS_FIRST, outputs, outputLayout);
  }

  /** From outputs' gradients to inputs'. */
  public final ImageProduct backward(Kernels kernels, Layout gradientLayout) {
    return new ConvertedProduct(
        kernels, backward(kernels), layout, outputs, gradientLayout, inputs, Layout.CHANNELS_FIRST);
  }

  /**
   * The gradient by the weights.
   *
   * @param images the most of a run
   */
  public WeightGradient weightGradient(Kernels kernels, Layout gradientLayout, int images) {
    WeightGradient gradient = weightGradient(kernels, images);
    var x = Conversion.taking(kernels, inputs, Layout.CHANNELS_FIRST, layout, images);
    var dy = Conversion.taking(kernels, outputs, gradientLayout, layout, images);
    return (count, from, offset, gradients, gradientsOffset, dw, dwOffset) -> {
      if (x != null) {
        x.take(count, from, offset);
      }
      if (dy != null) {
        dy.take(count, gradients, gradientsOffset);
      }
      gradient.run(
          count,
          x == null ? from : x.array,
          x == null ? offset : 0,
          dy == null ? gradients : dy.array,
          dy == null ? gradientsOffset : 0,
          dw,
          dwOffset);
    };
  }

  /** From inputs to outputs, in the layout of this. */
  abstract ImageProduct forward(Kernels kernels);

  /** From outputs' gradients to inputs', in the layout of this. */
  abstract ImageProduct backward(Kernels kernels);

  /** The gradient by the weights, in the layout of this. */
  abstract WeightGradient weightGradient(Kernels kernels, int images);

  /** The multiply-adds of an image by the definition. */
  public abstract long work();
}
