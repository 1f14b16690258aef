package dev.javelin.optim.schedule;

import dev.javelin.LearningRate;
import dev.javelin.math.Powers;
import java.util.Optional;

/**
 * Up and down in straight lines between two rates, and the momentum the other way (Smith, "Cyclical
 * learning rates for training neural networks", 2017).
 *
 * @param base the lowest rate
 * @param max the highest
 * @param stepSizeUp steps of a way up, 2000
 * @param stepSizeDown steps of a way down, as many
 * @param mode how the height changes from cycle to cycle
 * @param gamma of {@link Mode#EXP_RANGE}, 1
 * @param momentum where the momentum cycles, 0.8 to 0.9, if it does
 */
public record CyclicLR(
    double base,
    double max,
    long stepSizeUp,
    long stepSizeDown,
    Mode mode,
    double gamma,
    Optional<MomentumRange> momentum)
    implements LearningRate {
  /** How the height of the cycles changes. */
  public enum Mode {
    /** It stays. */
    TRIANGULAR,
    /** It halves with each cycle. */
    TRIANGULAR2,
    /** It is gamma^t. */
    EXP_RANGE
  }

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public CyclicLR {
    Schedules.requireLength("CyclicLR", "stepSizeUp", stepSizeUp);
    Schedules.requireLength("CyclicLR", "stepSizeDown", stepSizeDown);
  }

  /** With PyTorch's range of the momentum. */
  public CyclicLR(
      double base, double max, long stepSizeUp, long stepSizeDown, Mode mode, double gamma) {
    this(
        base, max, stepSizeUp, stepSizeDown, mode, gamma, Optional.of(new MomentumRange(0.8, 0.9)));
  }

  /** With PyTorch's settings. */
  public CyclicLR(double base, double max) {
    this(base, max, 2000, 2000, Mode.TRIANGULAR, 1);
  }

  /** With another range of the momentum. */
  public CyclicLR withMomentum(double base, double max) {
    var range = Optional.of(new MomentumRange(base, max));
    return new CyclicLR(this.base, this.max, stepSizeUp, stepSizeDown, mode, gamma, range);
  }

  /** Leaving the momentum alone: PyTorch's {@code cycle_momentum=False}. */
  public CyclicLR withoutMomentum() {
    return new CyclicLR(base, max, stepSizeUp, stepSizeDown, mode, gamma, Optional.empty());
  }

  @Override
  public double at(long t) {
    return base + (max - base) * height(t);
  }

  @Override
  public boolean cyclesMomentum() {
    return momentum.isPresent();
  }

  @Override
  public double momentumAt(long t, double own) {
    if (momentum.isEmpty()) {
      return own;
    }
    MomentumRange range = momentum.get();
    return range.max() - (range.max() - range.base()) * height(t);
  }

  private double height(long t) {
    long length = stepSizeUp + stepSizeDown;
    long cycle = t / length;
    long within = t % length;
    double height =
        within <= stepSizeUp
            ? (double) within / stepSizeUp
            : (double) (length - within) / stepSizeDown;
    return switch (mode) {
      case TRIANGULAR -> height;
      case TRIANGULAR2 -> height * Powers.intPow(0.5, cycle);
      case EXP_RANGE -> height * Powers.intPow(gamma, t);
    };
  }
}
