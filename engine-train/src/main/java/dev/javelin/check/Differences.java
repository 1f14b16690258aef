package dev.javelin.check;

import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/**
 * The slope of a float32 function by differences, for one number.
 *
 * <p>A step h trades two errors. Truncation grows with h^2. Rounding, some 2^-24 of each output,
 * grows with 1 / h. Their sum is least near the third root of 2^-24, 2^-8, so the first step is
 * 2^-7. A kink, such as ReLU's at 0, may lie within it. Then central and one-sided differences
 * disagree; the one on the kink's other side is right, and smaller steps miss the kink altogether.
 * They also disagree where the function is curved too much for the step.
 */
final class Differences {
  private static final double[] STEPS = {0x1p-7, 0x1p-9, 0x1p-11};
  private static final double UNIT_ROUNDOFF = 0x1p-24;

  /** How many roundings went into an output, of about its size. */
  private static final double ROUNDINGS = 4;

  private final Supplier<Terms> function;
  private final Variable variable;
  private final int element;
  private final double analytic;

  private Differences(Supplier<Terms> function, Variable variable, int element, double analytic) {
    this.function = function;
    this.variable = variable;
    this.element = element;
    this.analytic = analytic;
  }

  /** Backward's number beside a slope that it agrees with, or, if there is none, the best. */
  static GradientDeviation compare(
      Supplier<Terms> function, Variable variable, int element, double analytic) {
    var differences = new Differences(function, variable, element, analytic);
    Terms middle = differences.at(0);
    GradientDeviation central = null;
    for (double h : STEPS) {
      Terms above = differences.at(h);
      Terms below = differences.at(-h);
      central = differences.slope(h, new Terms[] {below, above}, -1, 1);
      if (central.withinBound()) {
        return central;
      }
      Terms[] ahead = {middle, above, differences.at(2 * h)};
      Terms[] behind = {differences.at(-2 * h), below, middle};
      GradientDeviation right = differences.slope(h, ahead, -3, 4, -1);
      GradientDeviation left = differences.slope(h, behind, 1, -4, 3);
      if (right.withinBound()) {
        return right;
      }
      if (left.withinBound()) {
        return left;
      }
      if (agree(central, right) && agree(central, left)) {
        return central;
      }
    }
    return central;
  }

  /** Whether two slopes show no kink, nor a curvature that is too much for the step. */
  private static boolean agree(GradientDeviation one, GradientDeviation other) {
    return Math.abs(one.numeric() - other.numeric()) <= one.bound() + other.bound();
  }

  private Terms at(double step) {
    float kept = variable.value().get(element);
    set((float) (kept + step));
    try {
      return function.get();
    } finally {
      set(kept);
    }
  }

  private void set(float value) {
    variable.value().set(element, value);
    variable.changed().run();
  }

  private GradientDeviation slope(double h, Terms[] points, double... factors) {
    Terms first = points[0];
    Terms last = points[points.length - 1];
    double difference = 0;
    double moved = 0;
    double largest = 0;
    for (int i = 0; i < first.values().length; i++) {
      for (int p = 0; p < points.length; p++) {
        difference += factors[p] * points[p].values()[i];
      }
      // A term that did not move is the same to the last bit: its rounding cancels.
      moved += first.values()[i] == last.values()[i] ? 0 : first.sizes()[i];
      largest = Math.max(largest, first.sizes()[i]);
    }
    double rounding = ROUNDINGS * UNIT_ROUNDOFF * DoubleStream.of(factors).map(Math::abs).sum();
    double bound = (moved + largest) * (h * h + rounding / (2 * h));
    return new GradientDeviation(
        variable.name(), element, variable.value().shape(), analytic, difference / (2 * h), bound);
  }
}
