package dev.javelin.nn.init;

/**
 * Makes vectors orthogonal to each other and of length 1, by the method of Gram and Schmidt, twice
 * over so that rounding does not show. What is left of each vector keeps its sign, so the result is
 * the Q of a QR decomposition whose R has a positive diagonal.
 */
final class Orthonormal {
  private Orthonormal() {}

  /** Replaces the vectors, each from the first on. */
  static void orthonormalize(double[][] vectors) {
    for (int i = 0; i < vectors.length; i++) {
      for (int round = 0; round < 2; round++) {
        for (int j = 0; j < i; j++) {
          add(vectors[i], -dot(vectors[i], vectors[j]), vectors[j]);
        }
      }
      scale(vectors[i], 1 / Math.sqrt(dot(vectors[i], vectors[i])));
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] a, double factor, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }

  private static void scale(double[] a, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= factor;
    }
  }
}
