package dev.javelin.kernels;

import java.util.function.IntBinaryOperator;

/**
 * What a {@link WinogradCase} gives by the definition of a convolution, in double precision, and
 * how large the sums on the way to it may get: Winograd's transforms of the numbers' magnitudes, by
 * the magnitudes of their factors.
 */
final class WinogradOracle {
  private static final double A = WinogradPoints.A;
  private static final double B = WinogradPoints.B;
  private static final double A2 = A * A;
  private static final double B2 = B * B;
  private static final double OF_0 = 1 / (A2 * B2);
  private static final double OF_A = 1 / (2 * A2 * (B2 - A2));
  private static final double OF_B = 1 / (2 * B2 * (B2 - A2));

  // B'.
  private static final double[][] INPUTS = {
    {A2 * B2, 0, A2 + B2, 0, 1, 0},
    {0, A * B2, B2, A, 1, 0},
    {0, A * B2, B2, A, 1, 0},
    {0, B * A2, A2, B, 1, 0},
    {0, B * A2, A2, B, 1, 0},
    {0, A2 * B2, 0, A2 + B2, 0, 1}
  };

  // Of each point but the last, the factor of its weights.
  private static final double[] SCALES = {OF_0, OF_A, OF_A, OF_B, OF_B};

  // G, A', A and G'.
  private final double[][] ofWeights;
  private final double[][] ofResults;
  private final double[][] ofResultGradients;
  private final double[][] ofWeightGradients;
  private final int side;
  private final WinogradCase it;
  private final WinogradShape shape;

  /** At the places of the case's array of results; elsewhere 0. */
  final double[] exact;

  final double[] magnitude;

  private WinogradOracle(WinogradCase it, int length) {
    this.it = it;
    shape = it.shape();
    exact = new double[length];
    magnitude = new double[length];
    side = 7 - shape.kernel();
    ofResultGradients = powers(side);
    ofResults = transposed(ofResultGradients);
    ofWeights = powers(shape.kernel());
    for (int point = 0; point < SCALES.length; point++) {
      for (int i = 0; i < shape.kernel(); i++) {
        ofWeights[point][i] *= SCALES[point];
      }
    }
    ofWeightGradients = transposed(ofWeights);
  }

  /** The magnitudes of a polynomial's terms at each point; at infinity the last is left. */
  private static double[][] powers(int coefficients) {
    double[] points = {0, A, A, B, B};
    double[][] powers = new double[6][coefficients];
    for (int point = 0; point < points.length; point++) {
      for (int i = 0; i < coefficients; i++) {
        powers[point][i] = Math.pow(points[point], i);
      }
    }
    powers[5][coefficients - 1] = 1;
    return powers;
  }

  static WinogradOracle convolution(WinogradCase it, float[] w, float[] starts, float[] x) {
    var oracle = new WinogradOracle(it, it.resultLength());
    oracle.terms((weight, from, to) -> oracle.exact[to] += (double) w[weight] * x[from]);
    oracle.addMagnitudes(w, x);
    oracle.addStarts(starts);
    return oracle;
  }

  static WinogradOracle gradient(WinogradCase it, float[] dy, float[] x) {
    var oracle = new WinogradOracle(it, it.weightLength());
    oracle.terms((weight, from, to) -> oracle.exact[weight] += (double) dy[to] * x[from]);
    oracle.addGradientMagnitudes(dy, x);
    return oracle;
  }

  /** Told where the numbers of a product stand. */
  @FunctionalInterface
  private interface Term {
    void at(int weight, int x, int y);
  }

  private void terms(Term term) {
    results(
        (image, o, row, column) -> {
          for (int tap = 0; tap < shape.taps(); tap++) {
            int y = row + tap / shape.kernel() - shape.top();
            int x = column + tap % shape.kernel() - shape.left();
            if (0 <= y && y < shape.height() && 0 <= x && x < shape.width()) {
              for (int c = 0; c < shape.in(); c++) {
                int from = it.indexX(image, c, y, x);
                term.at(it.indexW(o, c, tap), from, it.indexY(image, o, row, column));
              }
            }
          }
        });
  }

  /** Told where a result stands. */
  @FunctionalInterface
  private interface Result {
    void at(int image, int output, int row, int column);
  }

  private void results(Result result) {
    for (int image = 0; image < it.images(); image++) {
      for (int o = 0; o < shape.out(); o++) {
        for (int row = 0; row < shape.outputHeight(); row++) {
          for (int column = 0; column < shape.outputWidth(); column++) {
            result.at(image, o, row, column);
          }
        }
      }
    }
  }

  private void addStarts(float[] starts) {
    results(
        (image, o, row, column) -> {
          float start = starts[it.indexStart(o)];
          exact[it.indexY(image, o, row, column)] += start;
          magnitude[it.indexY(image, o, row, column)] += Math.abs(start);
        });
  }

  /** Told where a tile begins among the results. */
  @FunctionalInterface
  private interface Tile {
    void at(int image, int row, int column);
  }

  private void tiles(Tile tile) {
    for (int image = 0; image < it.images(); image++) {
      for (int row = 0; row < shape.outputHeight(); row += side) {
        for (int column = 0; column < shape.outputWidth(); column += side) {
          tile.at(image, row, column);
        }
      }
    }
  }

  private void addMagnitudes(float[] w, float[] x) {
    double[][][][] filters = new double[shape.out()][shape.in()][][];
    for (int o = 0; o < shape.out(); o++) {
      for (int c = 0; c < shape.in(); c++) {
        filters[o][c] = transform(ofWeights, filter(w, o, c));
      }
    }
    tiles(
        (image, row, column) -> {
          double[][][] inputs = inputs(x, image, row, column);
          for (int o = 0; o < shape.out(); o++) {
            double[][] points = new double[6][6];
            for (int c = 0; c < shape.in(); c++) {
              addProducts(filters[o][c], inputs[c], points);
            }
            addResults(transform(ofResults, points), image, o, row, column);
          }
        });
  }

  private void addResults(double[][] results, int image, int o, int row, int column) {
    for (int i = 0; i < side && row + i < shape.outputHeight(); i++) {
      for (int j = 0; j < side && column + j < shape.outputWidth(); j++) {
        magnitude[it.indexY(image, o, row + i, column + j)] += results[i][j];
      }
    }
  }

  private void addGradientMagnitudes(float[] dy, float[] x) {
    double[][][][] points = new double[shape.out()][shape.in()][6][6];
    tiles(
        (image, row, column) -> {
          double[][][] inputs = inputs(x, image, row, column);
          for (int o = 0; o < shape.out(); o++) {
            double[][] gradients = resultGradients(dy, image, o, row, column);
            for (int c = 0; c < shape.in(); c++) {
              addProducts(gradients, inputs[c], points[o][c]);
            }
          }
        });
    for (int o = 0; o < shape.out(); o++) {
      for (int c = 0; c < shape.in(); c++) {
        double[][] taps = transform(ofWeightGradients, points[o][c]);
        for (int tap = 0; tap < shape.taps(); tap++) {
          magnitude[it.indexW(o, c, tap)] = taps[tap / shape.kernel()][tap % shape.kernel()];
        }
      }
    }
  }

  private double[][] filter(float[] w, int o, int c) {
    int kernel = shape.kernel();
    return magnitudes(kernel, 0, 0, kernel, kernel, w, (i, j) -> it.indexW(o, c, kernel * i + j));
  }

  /** Of every channel. */
  private double[][][] inputs(float[] x, int image, int row, int column) {
    double[][][] inputs = new double[shape.in()][][];
    for (int c = 0; c < inputs.length; c++) {
      int channel = c;
      double[][] patch =
          magnitudes(
              6,
              row - shape.top(),
              column - shape.left(),
              shape.height(),
              shape.width(),
              x,
              (i, j) -> it.indexX(image, channel, i, j));
      inputs[c] = transform(INPUTS, patch);
    }
    return inputs;
  }

  private double[][] resultGradients(float[] dy, int image, int o, int row, int column) {
    double[][] patch =
        magnitudes(
            side,
            row,
            column,
            shape.outputHeight(),
            shape.outputWidth(),
            dy,
            (i, j) -> it.indexY(image, o, i, j));
    return transform(ofResultGradients, patch);
  }

  /** Of a square of a plane, zeros around it. */
  private static double[][] magnitudes(
      int side, int top, int left, int height, int width, float[] array, IntBinaryOperator index) {
    double[][] square = new double[side][side];
    for (int i = Math.max(0, -top); i < side && top + i < height; i++) {
      for (int j = Math.max(0, -left); j < side && left + j < width; j++) {
        square[i][j] = Math.abs(array[index.applyAsInt(top + i, left + j)]);
      }
    }
    return square;
  }

  private static void addProducts(double[][] a, double[][] b, double[][] sums) {
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        sums[i][j] += a[i][j] * b[i][j];
      }
    }
  }

  /** {@code m square m'}. */
  private static double[][] transform(double[][] m, double[][] square) {
    return multiply(m, transposed(multiply(m, transposed(square))));
  }

  private static double[][] multiply(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[k].length; j++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  private static double[][] transposed(double[][] a) {
    double[][] result = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        result[j][i] = a[i][j];
      }
    }
    return result;
  }
}
