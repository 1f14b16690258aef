package dev.javelin.check;

import dev.javelin.tensor.Shape;

/**
 * How far one number of a gradient is from the slope found by differences.
 *
 * @param what the input or a parameter, with its place among the parameters
 * @param element of it, in row-major order
 * @param shape of it
 * @param analytic what backward gave
 * @param numeric the slope by differences
 * @param bound how far apart the two may be by rounding
 */
public record GradientDeviation(
    String what, int element, Shape shape, double analytic, double numeric, double bound) {
  /** The distance of the two. */
  public double error() {
    return Math.abs(analytic - numeric);
  }

  /** Whether the distance is explained by rounding; never for NaN. */
  public boolean withinBound() {
    return error() <= bound;
  }

  /** The error as a multiple of the bound; infinite for NaN. */
  double severity() {
    double severity = error() / bound;
    return Double.isNaN(severity) ? Double.POSITIVE_INFINITY : severity;
  }

  @Override
  public String toString() {
    return "gradient of %s, element %d of %s: backward gives %.6g, differences give %.6g; off by %.3g, bound %.3g"
        .formatted(what, element, shape, analytic, numeric, error(), bound);
  }
}
