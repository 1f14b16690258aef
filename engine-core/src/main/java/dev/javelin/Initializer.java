package dev.javelin;

import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;

/** A distribution that a parameter's first values are drawn from. */
@FunctionalInterface
public interface Initializer {
  /**
   * Fills a tensor.
   *
   * @param weight of shape {@code [out, in, ...]}, from which the fans are read
   */
  void fill(Tensor weight, RandomStream random);
}
