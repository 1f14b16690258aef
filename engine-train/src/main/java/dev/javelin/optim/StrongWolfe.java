package dev.javelin.optim;

import dev.javelin.tensor.Tensor;

/**
 * Searches a step length t along a direction that satisfies the strong conditions of Wolfe (Nocedal
 * and Wright, "Numerical optimization", algorithms 3.5 and 3.6), with PyTorch's constants and
 * interpolation: the loss falls by at least 1e-4 of what the first slope promises, and the slope is
 * at most 0.9 of the first.
 */
final class StrongWolfe {
  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final double LEAST_BRACKET = 1e-9;
  private static final int MOST_STEPS = 25;

  /** What is searched: the loss along the direction. */
  interface Line {
    /** Fills in loss, gradient and slope at the point's t. */
    void evaluate(Point point);
  }

  /** A place on the line. */
  static final class Point {
    final Tensor gradient;
    double t;
    double loss;
    double slope;

    Point(int length) {
      gradient = Tensor.zeros(length);
    }
  }

  private final Line line;
  private final Point[] points = new Point[3];
  private int evaluations;
  private int iterations;
  private Point low;
  private Point high;

  StrongWolfe(Line line, int length) {
    this.line = line;
    for (int i = 0; i < points.length; i++) {
      points[i] = new Point(length);
    }
    low = points[0];
    high = points[1];
  }

  /** How often the last search evaluated the loss. */
  int evaluations() {
    return evaluations;
  }

  /**
   * Searches.
   *
   * @param start t = 0
   * @param first the length to try first
   * @param largest the largest magnitude in the direction
   * @return the point found, or the best so far; valid until the next search
   */
  Point search(Point start, double first, double largest) {
    evaluations = 0;
    iterations = 0;
    if (!bracket(start, first)) {
      zoom(start, largest);
    }
    return low;
  }

  /** Goes on until it finds the point (true) or has one on either side of it. */
  private boolean bracket(Point start, double first) {
    Point previous = start;
    Point current = evaluate(unused(start, start), first);
    while (iterations < MOST_STEPS) {
      boolean rises = iterations > 1 && current.loss >= previous.loss;
      if (tooHigh(start, current) || rises) {
        break;
      }
      if (flat(start, current)) {
        low = current;
        return true;
      }
      if (current.slope >= 0) {
        break;
      }
      double least = current.t + 0.01 * (current.t - previous.t);
      double t = cubic(previous, current, least, 10 * current.t);
      Point next = evaluate(unused(previous, current), t);
      previous = current;
      current = next;
      iterations++;
    }
    order(iterations == MOST_STEPS ? start : previous, current);
    return false;
  }

  private void zoom(Point start, double largest) {
    boolean stalled = false;
    while (iterations < MOST_STEPS && Math.abs(high.t - low.t) * largest >= LEAST_BRACKET) {
      double left = Math.min(low.t, high.t);
      double right = Math.max(low.t, high.t);
      double t = cubic(low, high, left, right);
      // Near an end twice, or at it, there is little progress: move away from it.
      double margin = 0.1 * (right - left);
      boolean near = Math.min(right - t, t - left) < margin;
      if (near && (stalled || t >= right || t <= left)) {
        t = Math.abs(t - right) < Math.abs(t - left) ? right - margin : left + margin;
        stalled = false;
      } else {
        stalled = near;
      }
      Point trial = evaluate(unused(low, high), t);
      iterations++;
      if (tooHigh(start, trial) || trial.loss >= low.loss) {
        order(low, trial);
        continue;
      }
      boolean found = flat(start, trial);
      if (!found && trial.slope * (high.t - low.t) >= 0) {
        high = low;
      }
      low = trial;
      if (found) {
        return;
      }
    }
  }

  private Point evaluate(Point point, double t) {
    point.t = t;
    line.evaluate(point);
    evaluations++;
    return point;
  }

  private void order(Point a, Point b) {
    low = a.loss <= b.loss ? a : b;
    high = a.loss <= b.loss ? b : a;
  }

  private static boolean tooHigh(Point start, Point point) {
    return point.loss > start.loss + SUFFICIENT_DECREASE * point.t * start.slope;
  }

  private static boolean flat(Point start, Point point) {
    return Math.abs(point.slope) <= -CURVATURE * start.slope;
  }

  private Point unused(Point a, Point b) {
    for (Point point : points) {
      if (point != a && point != b) {
        return point;
      }
    }
    throw new IllegalStateException("two points cannot take the places of three");
  }

  /** Where the cubic through both losses and slopes is least, within bounds. */
  static double cubic(Point a, Point b, double least, double most) {
    Point left = a.t <= b.t ? a : b;
    Point right = a.t <= b.t ? b : a;
    double chord = 3 * (left.loss - right.loss) / (left.t - right.t);
    double d1 = left.slope + right.slope - chord;
    double square = d1 * d1 - left.slope * right.slope;
    if (!(square >= 0)) {
      return (least + most) / 2;
    }
    double d2 = Math.sqrt(square);
    double share = (right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2);
    double t = right.t - (right.t - left.t) * share;
    return Math.min(Math.max(t, least), most);
  }
}
