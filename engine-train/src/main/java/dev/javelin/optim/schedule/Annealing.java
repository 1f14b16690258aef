package dev.javelin.optim.schedule;

import dev.javelin.math.HalfTurn;

/** How a number goes from one value to another. */
public enum Annealing {
  /** By half a cosine. */
  COS,
  /** In a straight line. */
  LINEAR;

  /**
   * The value on the way.
   *
   * @param share of the way, from 0 to 1
   */
  double between(double from, double to, double share) {
    return switch (this) {
      case COS -> to + (from - to) * (1 + HalfTurn.cos(share)) / 2;
      case LINEAR -> from + (to - from) * share;
    };
  }
}
