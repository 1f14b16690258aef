package dev.javelin.optim.schedule;

import dev.javelin.LearningRate;
import dev.javelin.math.Powers;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * The table of {@code torch.optim.lr_scheduler}: PyTorch's names and defaults. Each is the rate as
 * a function of t, how often PyTorch's {@code scheduler.step()} was called; {@link
 * LearningRate#every} makes that once an epoch. The rate a schedule starts from may itself be a
 * schedule. {@link CyclicLR} and {@link OneCycleLR}, which cycle the momentum too, {@link
 * MultiplicativeLR} and {@link ReduceLROnPlateau}, which listens to a metric, are classes of their
 * own.
 */
public final class Schedules {
  private Schedules() {}

  static void requireLength(String schedule, String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s expects %s to be 1 or more, got %d".formatted(schedule, name, value));
    }
  }

  /** How many milestones lie at or before t. */
  private static int passed(List<Long> milestones, long t) {
    int passed = 0;
    for (int i = 0; i < milestones.size(); i++) {
      passed += milestones.get(i) <= t ? 1 : 0;
    }
    return passed;
  }

  private static LearningRate constant(double rate) {
    return LearningRate.constant(rate);
  }

  /** A schedule that changes the rate of another, and leaves its momentum as it is. */
  interface OnBase extends LearningRate {
    LearningRate base();

    @Override
    default boolean cyclesMomentum() {
      return base().cyclesMomentum();
    }

    @Override
    default double momentumAt(long t, double own) {
      return base().momentumAt(t, own);
    }
  }

  /** base f(t). */
  public record LambdaLR(LearningRate base, LongToDoubleFunction factor) implements OnBase {
    @Override
    public double at(long t) {
      return base.at(t) * factor.applyAsDouble(t);
    }
  }

  /** base times gamma (by default 0.1) once every {@code stepSize}. */
  public record StepLR(LearningRate base, long stepSize, double gamma) implements OnBase {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public StepLR {
      requireLength("StepLR", "stepSize", stepSize);
    }

    /** From a fixed rate, with PyTorch's gamma. */
    public StepLR(double base, long stepSize) {
      this(constant(base), stepSize, 0.1);
    }

    @Override
    public double at(long t) {
      return base.at(t) * Powers.intPow(gamma, t / stepSize);
    }
  }

  /** base times gamma (by default 0.1) at each milestone. */
  public record MultiStepLR(LearningRate base, List<Long> milestones, double gamma)
      implements OnBase {
    /** Copies the milestones. */
    public MultiStepLR {
      milestones = List.copyOf(milestones);
    }

    /** From a fixed rate, with PyTorch's gamma. */
    public MultiStepLR(double base, List<Long> milestones) {
      this(constant(base), milestones, 0.1);
    }

    @Override
    public double at(long t) {
      return base.at(t) * Powers.intPow(gamma, passed(milestones, t));
    }
  }

  /** base times a factor (by default 1/3) until {@code totalIters} (by default 5), then base. */
  public record ConstantLR(LearningRate base, double factor, long totalIters) implements OnBase {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public ConstantLR {
      requireLength("ConstantLR", "totalIters", totalIters);
    }

    /** From a fixed rate, with PyTorch's factor and length. */
    public ConstantLR(double base) {
      this(constant(base), 1.0 / 3, 5);
    }

    @Override
    public double at(long t) {
      return base.at(t) * (t < totalIters ? factor : 1);
    }
  }

  /** base times a factor that goes in a straight line from start (1/3) to end (1) in 5. */
  public record LinearLR(LearningRate base, double startFactor, double endFactor, long totalIters)
      implements OnBase {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public LinearLR {
      requireLength("LinearLR", "totalIters", totalIters);
    }

    /** From a fixed rate, with PyTorch's factors and length. */
    public LinearLR(double base) {
      this(constant(base), 1.0 / 3, 1, 5);
    }

    @Override
    public double at(long t) {
      double share = (double) Math.min(t, totalIters) / totalIters;
      return base.at(t) * (startFactor + (endFactor - startFactor) * share);
    }
  }

  /** base gamma^t. */
  public record ExponentialLR(LearningRate base, double gamma) implements OnBase {
    /** From a fixed rate. */
    public ExponentialLR(double base, double gamma) {
      this(constant(base), gamma);
    }

    @Override
    public double at(long t) {
      return base.at(t) * Powers.intPow(gamma, t);
    }
  }

  /** base (1 - t / totalIters)^power, by default 5 and 1, then 0. */
  public record PolynomialLR(LearningRate base, long totalIters, double power) implements OnBase {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public PolynomialLR {
      requireLength("PolynomialLR", "totalIters", totalIters);
    }

    /** From a fixed rate, with PyTorch's length and power. */
    public PolynomialLR(double base) {
      this(constant(base), 5, 1);
    }

    @Override
    public double at(long t) {
      double left = 1 - (double) Math.min(t, totalIters) / totalIters;
      return base.at(t) * Powers.pow(left, power);
    }
  }

  /**
   * Half a cosine from base down to {@code etaMin} (by default 0) in {@code tMax}, and back, and so
   * on (Loshchilov and Hutter, "SGDR", 2017, without restarts).
   */
  public record CosineAnnealingLR(LearningRate base, long tMax, double etaMin) implements OnBase {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public CosineAnnealingLR {
      requireLength("CosineAnnealingLR", "tMax", tMax);
    }

    /** From a fixed rate down to 0. */
    public CosineAnnealingLR(double base, long tMax) {
      this(constant(base), tMax, 0);
    }

    @Override
    public double at(long t) {
      return Annealing.COS.between(base.at(t), etaMin, (double) t / tMax);
    }
  }

  /**
   * Half a cosine from base down to {@code etaMin} (by default 0) in {@code t0}, then again, each
   * time {@code tMult} (by default 1) times as long (Loshchilov and Hutter, "SGDR", 2017).
   */
  public record CosineAnnealingWarmRestarts(LearningRate base, long t0, long tMult, double etaMin)
      implements OnBase {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public CosineAnnealingWarmRestarts {
      requireLength("CosineAnnealingWarmRestarts", "t0", t0);
      requireLength("CosineAnnealingWarmRestarts", "tMult", tMult);
    }

    /** From a fixed rate, with PyTorch's settings. */
    public CosineAnnealingWarmRestarts(double base, long t0) {
      this(constant(base), t0, 1, 0);
    }

    @Override
    public double at(long t) {
      long since = t;
      long length = t0;
      while (since >= length) {
        since -= length;
        length *= tMult;
      }
      return Annealing.COS.between(base.at(t), etaMin, (double) since / length);
    }
  }

  /** One schedule after the other, each from its own start; the next begins at a milestone. */
  public record SequentialLR(List<LearningRate> schedules, List<Long> milestones)
      implements LearningRate {
    /**
     * Copies both lists.
     *
     * @throws IllegalArgumentException unless there is one milestone fewer than schedules
     */
    public SequentialLR {
      schedules = List.copyOf(schedules);
      milestones = List.copyOf(milestones);
      if (milestones.size() != schedules.size() - 1) {
        throw new IllegalArgumentException(
            "SequentialLR expects one milestone fewer than schedules, got %d and %d"
                .formatted(milestones.size(), schedules.size()));
      }
    }

    @Override
    public double at(long t) {
      return running(t).at(since(t));
    }

    @Override
    public boolean cyclesMomentum() {
      return schedules.stream().anyMatch(LearningRate::cyclesMomentum);
    }

    @Override
    public double momentumAt(long t, double own) {
      return running(t).momentumAt(since(t), own);
    }

    private LearningRate running(long t) {
      return schedules.get(passed(milestones, t));
    }

    private long since(long t) {
      int passed = passed(milestones, t);
      return passed == 0 ? t : t - milestones.get(passed - 1);
    }
  }

  /**
   * Several schedules at once: each starts from what the one before gives.
   *
   * @param base the last of them, on all before
   */
  public record ChainedScheduler(LearningRate base) implements OnBase {
    /** From a rate, one scheduler after the other. */
    public ChainedScheduler(LearningRate base, List<UnaryOperator<LearningRate>> schedulers) {
      this(chain(base, schedulers));
    }

    private static LearningRate chain(
        LearningRate base, List<UnaryOperator<LearningRate>> schedulers) {
      LearningRate chained = base;
      for (UnaryOperator<LearningRate> scheduler : schedulers) {
        chained = scheduler.apply(chained);
      }
      return chained;
    }

    @Override
    public double at(long t) {
      return base.at(t);
    }
  }

  /**
   * For weight averaging: from base to {@code swaLr} in {@code annealEpochs} (by default 10), by
   * {@code anneal} (by default a cosine), then swaLr (Izmailov et al., "Averaging weights leads to
   * wider optima and better generalization", 2018). It follows another schedule in a {@link
   * SequentialLR}, with what that one ends with as its base.
   */
  public record SWALR(LearningRate base, double swaLr, long annealEpochs, Annealing anneal)
      implements OnBase {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public SWALR {
      if (annealEpochs < 0) {
        throw new IllegalArgumentException(
            "SWALR expects annealEpochs to be 0 or more, got " + annealEpochs);
      }
    }

    /** From a fixed rate, with PyTorch's settings. */
    public SWALR(double base, double swaLr) {
      this(constant(base), swaLr, 10, Annealing.COS);
    }

    @Override
    public double at(long t) {
      double share = annealEpochs == 0 ? 1 : Math.min(1, (double) t / annealEpochs);
      return anneal.between(base.at(t), swaLr, share);
    }
  }
}
