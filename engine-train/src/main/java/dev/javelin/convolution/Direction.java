package dev.javelin.convolution;

import dev.javelin.kernels.Kernels;
import dev.javelin.plan.Window;

/**
 * A convolution's grids, and which way it goes.
 *
 * @param transposed whether from the narrow side to the wide one, as a transposed convolution does
 */
public record Direction(Geometry geometry, boolean transposed) {
  /** A convolution of images of the given size. */
  public static Direction convolution(
      int groups, int in, int out, Window y, int height, Window x, int width) {
    var rows = new GridAxis(y, height, y.outputs(height));
    var columns = new GridAxis(x, width, x.outputs(width));
    return new Direction(new Geometry(groups, in, out, rows, columns), false);
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
    return new Direction(new Geometry(groups, out, in, rows, columns), true);
  }

  /** The grid of an input. */
  public ImageGrid input() {
    return transposed ? geometry.narrowGrid() : geometry.wideGrid();
  }

  /** The grid of an output's gradient. */
  public ImageGrid output() {
    return transposed ? geometry.wideGrid() : geometry.narrowGrid();
  }

  /** From an input's grid to an output. */
  public GridProduct forward(Kernels kernels) {
    return transposed ? new Scattering(kernels, geometry) : new Gathering(kernels, geometry);
  }

  /** From the grid of an output's gradient to an input's gradient. */
  public GridProduct backward(Kernels kernels) {
    return transposed ? new Gathering(kernels, geometry) : new Scattering(kernels, geometry);
  }

  /** The gradient by the weights. */
  public WeightGradient weightGradient(Kernels kernels) {
    return new WeightGradient(kernels, geometry);
  }

  /** The multiply-adds of an image. */
  public long work() {
    return geometry.work();
  }
}
