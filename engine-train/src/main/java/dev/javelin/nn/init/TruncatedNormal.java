package dev.javelin.nn.init;

import dev.javelin.random.RandomStream;

/**
 * Draws from the standard normal distribution between two limits, by proposing numbers and keeping
 * them with the right probability (Robert, "Simulation of truncated normal variables", 1995). The
 * proposals are chosen so that at least one in five is kept, however far out the limits are.
 *
 * @param low the lower limit
 * @param high the upper limit
 */
record TruncatedNormal(double low, double high) {
  /** Where the tail begins. */
  private static final double TAIL = 0.5;

  double draw(RandomStream random) {
    if (low >= TAIL) {
      return tail(low, high, random);
    }
    if (high <= -TAIL) {
      return -tail(-high, -low, random);
    }
    return high - low > 1 ? wide(random) : narrow(random);
  }

  /** Proposes from the whole distribution. */
  private double wide(RandomStream random) {
    double z = random.nextGaussian();
    while (z < low || z > high) {
      z = random.nextGaussian();
    }
    return z;
  }

  /** Proposes uniformly; the density's peak is at the number nearest to zero. */
  private double narrow(RandomStream random) {
    double peak = Math.clamp(0, low, high);
    while (true) {
      double z = low + (high - low) * random.nextDouble();
      if (random.nextDouble() <= StrictMath.exp((peak * peak - z * z) / 2)) {
        return z;
      }
    }
  }

  /** Proposes from the exponential distribution that touches the tail at its beginning. */
  private static double tail(double from, double to, RandomStream random) {
    double mass = -StrictMath.expm1(-from * (to - from));
    while (true) {
      double beyond = -StrictMath.log1p(-random.nextDouble() * mass) / from;
      if (random.nextDouble() <= StrictMath.exp(-beyond * beyond / 2)) {
        return Math.min(from + beyond, to);
      }
    }
  }
}
