package dev.javelin.check;

/**
 * A function's value as a sum of terms.
 *
 * @param values each term
 * @param sizes the size of the numbers that each was computed from, to which its rounding is in
 *     proportion
 */
record Terms(double[] values, double[] sizes) {}
