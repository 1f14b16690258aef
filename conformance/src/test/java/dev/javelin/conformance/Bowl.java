package dev.javelin.conformance;

import dev.javelin.tensor.Tensor;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A convex function with its least value at a random place b: the sum of c u^2 / 2 + u^4 / 400,
 * where u is x - b, and c, the curvatures there, are from 1 to 4.
 */
final class Bowl {
  private final double[] b;
  private final double[] c;

  Bowl(RandomGenerator random, int size) {
    b = new double[size];
    c = new double[size];
    Arrays.setAll(b, i -> random.nextGaussian());
    Arrays.setAll(c, i -> random.nextDouble(1, 4));
  }

  double value(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double square = (x[i] - b[i]) * (x[i] - b[i]);
      sum += c[i] * square / 2 + square * square / 400;
    }
    return sum;
  }

  /** Rounded to float32. */
  Tensor gradient(double[] x) {
    Tensor gradient = Tensor.zeros(x.length);
    for (int i = 0; i < x.length; i++) {
      double u = x[i] - b[i];
      gradient.set(i, (float) (c[i] * u + u * u * u / 100));
    }
    return gradient;
  }
}
