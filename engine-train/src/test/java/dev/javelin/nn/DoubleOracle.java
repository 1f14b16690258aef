package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.formula.Expr;
import dev.javelin.layer.Layer;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What the layers compute, in double precision, written from their definitions. */
final class DoubleOracle {
  private static final double[] NONE = {};

  private DoubleOracle() {}

  /**
   * The output of a layer in training; of a dropout layer, in its first forward.
   *
   * @param shape of the input
   * @param parameters the values to use in place of the layer's own, in its order
   */
  static double[] forward(Layer layer, double[] x, Shape shape, double[][] parameters) {
    return switch (layer) {
      case Linear linear -> linear(linear, x, parameters);
      case ConvolutionLayer conv -> ConvolutionOracle.forward(conv, x, shape, parameters);
      case Activation activation -> activation(activation, x);
      case Sequential sequential -> sequential(sequential, x, shape, parameters);
      case Flatten _, Unflatten _ -> x;
      case Dropout dropout -> dropped(dropout.noise(), x, 1, dropout::value);
      case Dropout2d dropout ->
          dropped(dropout.noise(), x, shape.dim(2) * shape.dim(3), dropout::value);
      case AlphaDropout dropout -> dropped(dropout.noise(), x, 1, dropout::value);
      case Residual residual -> residual(residual, x, shape, parameters);
      case Parallel parallel -> parallel(parallel, x, shape, parameters);
      case MaxPool2d pool -> PoolingOracle.maxPool(pool.options(), x, shape);
      case AvgPool2d pool -> PoolingOracle.avgPool(pool.options(), x, shape);
      case AdaptiveAvgPool2d pool -> PoolingOracle.adaptiveAvgPool(pool, x, shape);
      case BatchNorm norm -> NormalizationOracle.batchNorm(norm, x, shape, parameters);
      case LayerNorm norm -> NormalizationOracle.layerNorm(norm, x, parameters);
      case RMSNorm norm -> NormalizationOracle.rmsNorm(norm, x, parameters);
      case GroupNorm norm -> NormalizationOracle.groupNorm(norm, x, shape, parameters);
      default -> throw new IllegalArgumentException("no oracle for " + layer);
    };
  }

  private static double[] linear(Linear linear, double[] x, double[][] parameters) {
    int in = linear.in();
    int out = linear.out();
    int batch = x.length / in;
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

  /** Each run of so many elements has a number of the noise. */
  private static double[] dropped(
      LayerNoise noise, double[] x, int run, BinaryOperator<Expr> formula) {
    Tensor uniform = Tensor.zeros(x.length / run);
    noise.bind(Engine.create(1), uniform).run(0);
    Expr value = formula.apply(Expr.input(0), Expr.input(1));
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = value.inDouble(new double[] {x[i], uniform.get(i / run)}, NONE);
    }
    return y;
  }

  private static double[] sequential(
      Sequential sequential, double[] x, Shape input, double[][] parameters) {
    double[] value = x;
    Shape shape = input;
    int next = 0;
    for (Layer layer : sequential.children()) {
      int count = layer.parameters().size();
      double[][] own = Arrays.copyOfRange(parameters, next, next + count);
      next += count;
      value = forward(layer, value, shape, own);
      shape = layer.outputShape(shape);
    }
    return value;
  }

  private static double[] residual(
      Residual residual, double[] x, Shape shape, double[][] parameters) {
    double[] y = forward(residual.f(), x, shape, parameters);
    return IntStream.range(0, x.length).mapToDouble(i -> x[i] + y[i]).toArray();
  }

  /** For the concatenation along axis 1. */
  private static double[] parallel(
      Parallel parallel, double[] x, Shape shape, double[][] parameters) {
    Shape whole = parallel.outputShape(shape);
    double[] y = new double[whole.size()];
    int row = whole.size() / whole.dim(0);
    int start = 0;
    int next = 0;
    for (Layer branch : parallel.children()) {
      int count = branch.parameters().size();
      double[][] own = Arrays.copyOfRange(parameters, next, next + count);
      next += count;
      double[] part = forward(branch, x, shape, own);
      int width = part.length / whole.dim(0);
      for (int n = 0; n < whole.dim(0); n++) {
        System.arraycopy(part, n * width, y, n * row + start, width);
      }
      start += width;
    }
    return y;
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
