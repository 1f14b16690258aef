package dev.javelin.optim;

import dev.javelin.tensor.Tensor;

/**
 * The inverse of the matrix of second derivatives as the last steps s and the changes y of the
 * gradient over them show it (Nocedal, "Updating quasi-Newton matrices with limited storage",
 * 1980). Vectors are made as the history grows, and then used again.
 */
final class InverseHessian {
  /** Least curvature y s that a pair must show to be kept. */
  private static final double LEAST_CURVATURE = 1e-10;

  private final int length;
  private final int most;
  // A ring, with one place more than pairs are kept, for the pair to come.
  private final Tensor[] steps;
  private final Tensor[] changes;
  private final double[] inverseCurvatures;
  private final double[] weights;
  private int oldest;
  private int count;
  private double diagonal = 1;

  /**
   * Without history: the identity.
   *
   * @param length of vectors
   * @param most pairs kept
   */
  InverseHessian(int length, int most) {
    this.length = length;
    this.most = most;
    steps = new Tensor[most + 1];
    changes = new Tensor[most + 1];
    inverseCurvatures = new double[most + 1];
    weights = new double[most + 1];
  }

  /** Takes the step {@code t d}, over which the gradient changed from one to the other. */
  void add(FlatVectors vectors, Tensor d, double t, Tensor oldGradient, Tensor newGradient) {
    int place = place(count);
    if (steps[place] == null) {
      steps[place] = Tensor.zeros(length);
      changes[place] = Tensor.zeros(length);
    }
    Tensor s = steps[place];
    Tensor y = changes[place];
    vectors.scale(s, t, d);
    vectors.subtract(y, newGradient, oldGradient);
    double curvature = vectors.dot(y, s);
    if (curvature > LEAST_CURVATURE) {
      inverseCurvatures[place] = 1 / curvature;
      diagonal = curvature / vectors.dot(y, y);
      if (count == most) {
        oldest = place(1);
      } else {
        count++;
      }
    }
  }

  /** Writes minus the product with a gradient: the way to where the gradient is zero. */
  void direction(FlatVectors vectors, Tensor gradient, Tensor d) {
    vectors.scale(d, -1, gradient);
    for (int i = count - 1; i >= 0; i--) {
      int place = place(i);
      weights[place] = vectors.dot(steps[place], d) * inverseCurvatures[place];
      vectors.addScaled(d, d, -weights[place], changes[place]);
    }
    vectors.scale(d, diagonal, d);
    for (int i = 0; i < count; i++) {
      int place = place(i);
      double weight = vectors.dot(changes[place], d) * inverseCurvatures[place];
      vectors.addScaled(d, d, weights[place] - weight, steps[place]);
    }
  }

  private int place(int index) {
    return (oldest + index) % steps.length;
  }
}
