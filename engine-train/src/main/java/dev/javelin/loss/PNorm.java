package dev.javelin.loss;

import dev.javelin.math.Powers;
import dev.javelin.tensor.Tensor;

/**
 * The distance of rows of two matrices {@code [N, D]}, as PyTorch's {@code pairwise_distance}: the
 * p-norm of a - b + eps, in double precision and in order of the elements.
 *
 * @param p the norm's degree, above 0; infinity for the largest difference
 * @param eps added to each difference
 */
record PNorm(double p, double eps) {
  /** The distance of a row. */
  double distance(int row, Tensor a, Tensor b) {
    int length = a.shape().dim(1);
    double sum = 0;
    for (int i = row * length; i < (row + 1) * length; i++) {
      double size = Math.abs(difference(i, a, b));
      sum = p == Double.POSITIVE_INFINITY ? Math.max(sum, size) : sum + power(size);
    }
    return root(sum);
  }

  private double power(double size) {
    if (p == 2) {
      return size * size;
    }
    return p == 1 ? size : Powers.pow(size, p);
  }

  private double root(double sum) {
    if (p == 2) {
      return Math.sqrt(sum);
    }
    return p == 1 || p == Double.POSITIVE_INFINITY ? sum : Powers.pow(sum, 1 / p);
  }

  private double difference(int index, Tensor a, Tensor b) {
    return (double) a.get(index) - b.get(index) + eps;
  }

  /** Adds the gradients of {@code scale} times the distance of a row. */
  void addGradients(int row, Tensor a, Tensor b, double scale, Tensor da, Tensor db) {
    int length = a.shape().dim(1);
    double distance = distance(row, a, b);
    int largest = p == Double.POSITIVE_INFINITY ? countOf(distance, row, a, b) : 0;
    for (int i = row * length; i < (row + 1) * length; i++) {
      double slope = scale * slope(difference(i, a, b), distance, largest);
      da.set(i, (float) (da.get(i) + slope));
      db.set(i, (float) (db.get(i) - slope));
    }
  }

  private int countOf(double size, int row, Tensor a, Tensor b) {
    int length = a.shape().dim(1);
    int count = 0;
    for (int i = row * length; i < (row + 1) * length; i++) {
      count += Math.abs(difference(i, a, b)) == size ? 1 : 0;
    }
    return count;
  }

  /**
   * By one difference; 0 where that is 0. The largest differences share the slope of p infinite.
   */
  private double slope(double difference, double distance, int largest) {
    if (difference == 0) {
      return 0;
    }
    if (p == 2) {
      return difference / distance;
    }
    double sign = Math.signum(difference);
    double size = Math.abs(difference);
    if (p == Double.POSITIVE_INFINITY) {
      // Also where the distance is infinite, and so is the loss.
      return size == distance ? sign / largest : 0;
    }
    return sign * (p == 1 ? 1 : Powers.pow(size / distance, p - 1));
  }
}
