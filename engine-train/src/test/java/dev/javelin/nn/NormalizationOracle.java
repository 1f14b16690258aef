package dev.javelin.nn;

import dev.javelin.tensor.Shape;
import java.util.function.IntUnaryOperator;

/** What the normalisation layers compute in training, in double precision. */
final class NormalizationOracle {
  private NormalizationOracle() {}

  static double[] batchNorm(BatchNorm norm, double[] x, Shape shape, double[][] parameters) {
    int channels = shape.dim(1);
    int length = x.length / shape.dim(0) / channels;
    IntUnaryOperator channel = i -> i / length % channels;
    double[] normalized = normalized(x, channels, channel, norm.epsilon(), true);
    return affine(normalized, channel, parameters);
  }

  static double[] groupNorm(GroupNorm norm, double[] x, Shape shape, double[][] parameters) {
    int channels = shape.dim(1);
    int length = x.length / shape.dim(0) / channels;
    int rows = shape.dim(0) * norm.groups();
    double[] normalized = normalized(x, rows, i -> i / (x.length / rows), norm.epsilon(), true);
    return affine(normalized, i -> i / length % channels, parameters);
  }

  static double[] layerNorm(LayerNorm norm, double[] x, double[][] parameters) {
    int size = norm.normalizedShape().size();
    double[] normalized = normalized(x, x.length / size, i -> i / size, norm.epsilon(), true);
    return affine(normalized, i -> i % size, parameters);
  }

  static double[] rmsNorm(RMSNorm norm, double[] x, double[][] parameters) {
    int size = norm.normalizedShape().size();
    double[] normalized = normalized(x, x.length / size, i -> i / size, norm.epsilon(), false);
    return affine(normalized, i -> i % size, parameters);
  }

  private static double[] normalized(
      double[] x, int groups, IntUnaryOperator group, double epsilon, boolean centred) {
    int size = x.length / groups;
    double[] mean = new double[groups];
    for (int i = 0; centred && i < x.length; i++) {
      mean[group.applyAsInt(i)] += x[i] / size;
    }
    double[] variance = new double[groups];
    for (int i = 0; i < x.length; i++) {
      int g = group.applyAsInt(i);
      variance[g] += (x[i] - mean[g]) * (x[i] - mean[g]) / size;
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int g = group.applyAsInt(i);
      y[i] = (x[i] - mean[g]) / Math.sqrt(variance[g] + epsilon);
    }
    return y;
  }

  private static double[] affine(double[] x, IntUnaryOperator place, double[][] parameters) {
    double[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      int p = place.applyAsInt(i);
      y[i] *= parameters.length > 0 ? parameters[0][p] : 1;
      y[i] += parameters.length > 1 ? parameters[1][p] : 0;
    }
    return y;
  }
}
