package dev.javelin.optim.swa;

/**
 * How weights are averaged: {@code average + share (weight - average)}, with a share that may
 * depend on how many there were before.
 */
@FunctionalInterface
public interface Averaging {
  /**
   * The share of new weights.
   *
   * @param averaged how many weights the average is of, 1 or more
   */
  double share(long averaged);

  /**
   * The mean of all, as in stochastic weight averaging (Izmailov et al., "Averaging weights leads
   * to wider optima and better generalization", 2018); PyTorch's {@code get_swa_multi_avg_fn}.
   */
  static Averaging swa() {
    return averaged -> 1.0 / (averaged + 1);
  }

  /**
   * A mean that decays exponentially; PyTorch's {@code get_ema_multi_avg_fn}.
   *
   * @param decay the share of the old average, by PyTorch's default 0.999
   * @throws IllegalArgumentException if it is not in [0, 1]
   */
  static Averaging ema(double decay) {
    if (!(decay >= 0 && decay <= 1)) {
      throw new IllegalArgumentException("decay must be in [0, 1]: " + decay);
    }
    return averaged -> 1 - decay;
  }
}
