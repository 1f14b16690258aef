package dev.javelin.nn;

import dev.javelin.plan.Window;
import dev.javelin.tensor.Shape;

/** Convolutions in double precision, term by term: no grid, no phases, no order of sums to keep. */
final class ConvolutionOracle {
  /** The axis that a sequence has not. */
  private static final Window FLAT = new Window(1, 1, 0, 0, 1);

  private ConvolutionOracle() {}

  /** Told of every product of a convolution from wide images to narrow ones. */
  @FunctionalInterface
  private interface Term {
    void at(int wide, int narrow, int weight);
  }

  static double[] forward(ConvolutionLayer layer, double[] x, Shape shape, double[][] parameters) {
    Shape output = layer.outputShape(shape);
    double[] y = new double[output.size()];
    int plane = output.size() / output.dim(0) / output.dim(1);
    for (int i = 0; i < y.length; i++) {
      y[i] = parameters.length > 1 ? parameters[1][i / plane % output.dim(1)] : 0;
    }
    double[] w = parameters[0];
    if (layer instanceof ConvTranspose2d) {
      terms(layer, output, shape, (wide, narrow, weight) -> y[wide] += x[narrow] * w[weight]);
    } else {
      terms(layer, shape, output, (wide, narrow, weight) -> y[narrow] += x[wide] * w[weight]);
    }
    return y;
  }

  /** The gradients by x and by the weights w, for those by the output. */
  static double[][] gradients(
      ConvolutionLayer layer, double[] x, Shape shape, double[] w, double[] dy) {
    Shape output = layer.outputShape(shape);
    double[] dx = new double[x.length];
    double[] dw = new double[w.length];
    if (layer instanceof ConvTranspose2d) {
      terms(
          layer,
          output,
          shape,
          (wide, narrow, weight) -> {
            dx[narrow] += dy[wide] * w[weight];
            dw[weight] += dy[wide] * x[narrow];
          });
    } else {
      terms(
          layer,
          shape,
          output,
          (wide, narrow, weight) -> {
            dx[wide] += dy[narrow] * w[weight];
            dw[weight] += dy[narrow] * x[wide];
          });
    }
    return new double[][] {dx, dw};
  }

  private static void terms(ConvolutionLayer layer, Shape wide, Shape narrow, Term term) {
    boolean sequence = layer instanceof Conv1d;
    Window down = sequence ? FLAT : layer.options().down();
    Window right = layer.options().right();
    int wideHeight = sequence ? 1 : wide.dim(2);
    int narrowHeight = sequence ? 1 : narrow.dim(2);
    int groups = layer.options().groups();
    int wideGroup = wide.dim(1) / groups;
    int narrowGroup = narrow.dim(1) / groups;
    for (int n = 0; n < wide.dim(0); n++) {
      for (int g = 0; g < groups; g++) {
        for (int o = 0; o < narrowGroup; o++) {
          for (int c = 0; c < wideGroup; c++) {
            int narrowPlane = n * narrow.dim(1) + g * narrowGroup + o;
            int widePlane = n * wide.dim(1) + g * wideGroup + c;
            int kernel = (g * narrowGroup + o) * wideGroup + c;
            plane(
                down,
                right,
                narrowPlane * narrowHeight,
                widePlane * wideHeight,
                kernel,
                new int[] {wideHeight, wide.dim(-1), narrowHeight, narrow.dim(-1)},
                term);
          }
        }
      }
    }
  }

  /**
   * The terms of two planes.
   *
   * @param size height and width of the wide one, then of the narrow one
   */
  private static void plane(
      Window down, Window right, int narrowRow, int wideRow, int kernel, int[] size, Term term) {
    for (int i = 0; i < size[2]; i++) {
      for (int j = 0; j < size[3]; j++) {
        for (int u = 0; u < down.kernel(); u++) {
          for (int v = 0; v < right.kernel(); v++) {
            int y = i * down.stride() + u * down.dilation() - down.before();
            int x = j * right.stride() + v * right.dilation() - right.before();
            if (y >= 0 && y < size[0] && x >= 0 && x < size[1]) {
              term.at(
                  (wideRow + y) * size[1] + x,
                  (narrowRow + i) * size[3] + j,
                  (kernel * down.kernel() + u) * right.kernel() + v);
            }
          }
        }
      }
    }
  }
}
