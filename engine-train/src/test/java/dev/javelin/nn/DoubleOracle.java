package dev.javelin.nn;

import dev.javelin.formula.Expr;
import dev.javelin.layer.Layer;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** What the layers compute, in double precision, written from their definitions. */
final class DoubleOracle {
  private static final double[] NONE = {};

  private DoubleOracle() {}

  /**
   * The output of a layer.
   *
   * @param parameters the values to use in place of the layer's own, in its order
   */
  static double[] forward(Layer layer, double[] x, int batch, double[][] parameters) {
    return switch (layer) {
      case Linear linear -> linear(linear, x, batch, parameters);
      case Activation activation -> activation(activation, x);
      case Sequential sequential -> sequential(sequential, x, batch, parameters);
      default -> throw new IllegalArgumentException("no oracle for " + layer);
    };
  }

  private static double[] linear(Linear linear, double[] x, int batch, double[][] parameters) {
    int in = linear.in();
    int out = linear.out();
    double[] y = new double[batch * out];
    for (int n = 0; n < batch; n++) {
      for (int o = 0; o < out; o++) {
        double sum = parameters.length > 1 ? parameters[1][o] : 0;
        for (int i = 0; i < in; i++) {
          sum += x[n * in + i] * parameters[0][o * in + i];
        }
        y[n * out + o] = sum;
      }
    }
    return y;
  }

  private static double[] activation(Activation activation, double[] x) {
    var value = activation.value(Expr.input(0));
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = value.inDouble(new double[] {x[i]}, NONE);
    }
    return y;
  }

  private static double[] sequential(
      Sequential sequential, double[] x, int batch, double[][] parameters) {
    double[] value = x;
    int next = 0;
    for (Layer layer : sequential.layers()) {
      int count = layer.parameters().size();
      double[][] own = Arrays.copyOfRange(parameters, next, next + count);
      next += count;
      value = forward(layer, value, batch, own);
    }
    return value;
  }

  /** The derivative by one number of an array, by central differences. */
  static double derivative(double[] array, int index, ToDoubleFunction<double[]> function) {
    double h = 1e-6;
    double kept = array[index];
    array[index] = kept + h;
    double above = function.applyAsDouble(array);
    array[index] = kept - h;
    double below = function.applyAsDouble(array);
    array[index] = kept;
    return (above - below) / (2 * h);
  }
}
