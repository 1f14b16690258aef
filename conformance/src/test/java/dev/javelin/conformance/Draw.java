package dev.javelin.conformance;

import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.random.RandomGenerator;

/** Random numbers for tests. */
final class Draw {
  private Draw() {}

  /** Uniform in [low, high). */
  static Tensor uniform(RandomGenerator random, double low, double high, int... dims) {
    Tensor tensor = Tensor.zeros(dims);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, (float) random.nextDouble(low, high));
    }
    return tensor;
  }

  /** Normal with mean 0 and the given deviation. */
  static Tensor normal(RandomGenerator random, double deviation, Shape shape) {
    Tensor tensor = Tensor.zeros(shape);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, (float) (deviation * random.nextGaussian()));
    }
    return tensor;
  }

  /** Whole numbers from 0 to {@code bound - 1}. */
  static Tensor indices(RandomGenerator random, int bound, int... dims) {
    Tensor tensor = Tensor.zeros(dims);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, random.nextInt(bound));
    }
    return tensor;
  }

  /** Settings along two axes, from 1. */
  static long[] pair(RandomGenerator random, int most) {
    return new long[] {random.nextLong(1, most + 1), random.nextLong(1, most + 1)};
  }
}
