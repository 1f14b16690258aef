package dev.javelin.convolution;

import dev.javelin.kernels.Kernels;
import dev.javelin.plan.Window;

/** A convolution between images of given sizes, one way, and how it is computed. */
public interface Direction {
  /** A convolution of images of the given size. */
  static Direction convolution(
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
  static Direction transposed(
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
  ImageProduct forward(Kernels kernels);

  /** From outputs' gradients to inputs'. */
  ImageProduct backward(Kernels kernels);

  /**
   * The gradient by the weights.
   *
   * @param images the most of a run
   */
  WeightGradient weightGradient(Kernels kernels, int images);

  /** The multiply-adds of an image by the definition. */
  long work();
}
