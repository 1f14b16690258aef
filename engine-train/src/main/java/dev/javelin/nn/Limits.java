package dev.javelin.nn;

/** Checks that layers' settings share. */
final class Limits {
  private Limits() {}

  /**
   * For what is added to a variance.
   *
   * @throws IllegalArgumentException naming the layer
   */
  static double requireEpsilon(String layer, double epsilon) {
    if (!(epsilon >= 0)) {
      throw new IllegalArgumentException(
          layer + " expects an epsilon of 0 or more, got " + epsilon);
    }
    return epsilon;
  }

  /**
   * For probabilities.
   *
   * @throws IllegalArgumentException naming the layer
   */
  static double requireProbability(String layer, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(layer + " expects a probability from 0 to 1, got " + p);
    }
    return p;
  }
}
