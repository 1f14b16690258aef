package dev.javelin.conformance;

/** A learning rate from that of the step before. */
@FunctionalInterface
interface Recursion {
  /**
   * The next rate.
   *
   * @param rate the one before
   * @param t the number of the next, from 1
   */
  double next(double rate, int t);
}
