package dev.javelin.optim.schedule;

import dev.javelin.LearningRate;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * The table of {@code torch.optim.lr_scheduler}: PyTorch's names and defaults. Each is the rate as
 * a function of t, how often PyTorch's {@code scheduler.step()} was called; {@link
 * LearningRate#every} makes that once an epoch. The rate a schedule starts from may itself be a
 * schedule. ({@link ReduceLROnPlateau}, which listens to a metric, is a class of its own.)
 */
public final class Schedules {
  private Schedules() {}

  private static void requireLength(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be 1 or more: " + value);
    }
  }

  private static LearningRate constant(double rate) {
    return LearningRate.constant(rate);
  }

  /** base f(t). */
  public record LambdaLR(LearningRate base, LongToDoubleFunction factor) implements LearningRate {
    @Override
    public double at(long t) {
      return base.at(t) * factor.applyAsDouble(t);
    }
  }

  /** base f(1) f(2) ... f(t). */
  public record MultiplicativeLR(LearningRate base, LongToDoubleFunction factor)
      implements LearningRate {
    @Override
    public double at(long t) {
      double product = 1;
      for (long i = 1; i <= t; i++) {
        product *= factor.applyAsDouble(i);
      }
      return base.at(t) * product;
    }
  }

  /** base times gamma (by default 0.1) once every {@code stepSize}. */
  public record StepLR(LearningRate base, long stepSize, double gamma) implements LearningRate {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public StepLR {
      requireLength("stepSize", stepSize);
    }

    /** From a fixed rate, with PyTorch's gamma. */
    public StepLR(double base, long stepSize) {
      this(constant(base), stepSize, 0.1);
    }

    @Override
    public double at(long t) {
      long cuts = t / stepSize;
      return base.at(t) * StrictMath.pow(gamma, (double) cuts);
    }
  }

  /** base times gamma (by default 0.1) at each milestone. */
  public record MultiStepLR(LearningRate base, List<Long> milestones, double gamma)
      implements LearningRate {
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
      double passed = milestones.stream().filter(milestone -> milestone <= t).count();
      return base.at(t) * StrictMath.pow(gamma, passed);
    }
  }

  /** base times a factor (by default 1/3) until {@code totalIters} (by default 5), then base. */
  public record ConstantLR(LearningRate base, double factor, long totalIters)
      implements LearningRate {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public ConstantLR {
      requireLength("totalIters", totalIters);
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
      implements LearningRate {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public LinearLR {
      requireLength("totalIters", totalIters);
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
  public record ExponentialLR(LearningRate base, double gamma) implements LearningRate {
    /** From a fixed rate. */
    public ExponentialLR(double base, double gamma) {
      this(constant(base), gamma);
    }

    @Override
    public double at(long t) {
      return base.at(t) * StrictMath.pow(gamma, (double) t);
    }
  }

  /** base (1 - t / totalIters)^power, by default 5 and 1, then 0. */
  public record PolynomialLR(LearningRate base, long totalIters, double power)
      implements LearningRate {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public PolynomialLR {
      requireLength("totalIters", totalIters);
    }

    /** From a fixed rate, with PyTorch's length and power. */
    public PolynomialLR(double base) {
      this(constant(base), 5, 1);
    }

    @Override
    public double at(long t) {
      return base.at(t) * StrictMath.pow(1 - (double) Math.min(t, totalIters) / totalIters, power);
    }
  }

  /**
   * Half a cosine from base down to {@code etaMin} (by default 0) in {@code tMax}, and back, and so
   * on (Loshchilov and Hutter, "SGDR", 2017, without restarts).
   */
  public record CosineAnnealingLR(LearningRate base, long tMax, double etaMin)
      implements LearningRate {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public CosineAnnealingLR {
      requireLength("tMax", tMax);
    }

    /** From a fixed rate down to 0. */
    public CosineAnnealingLR(double base, long tMax) {
      this(constant(base), tMax, 0);
    }

    @Override
    public double at(long t) {
      return cosine(base.at(t), etaMin, (double) t / tMax);
    }
  }

  /**
   * Half a cosine from base down to {@code etaMin} (by default 0) in {@code t0}, then again, each
   * time {@code tMult} (by default 1) times as long (Loshchilov and Hutter, "SGDR", 2017).
   */
  public record CosineAnnealingWarmRestarts(LearningRate base, long t0, long tMult, double etaMin)
      implements LearningRate {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public CosineAnnealingWarmRestarts {
      requireLength("t0", t0);
      requireLength("tMult", tMult);
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
      return cosine(base.at(t), etaMin, (double) since / length);
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
            schedules.size() + " schedules need one milestone fewer, not " + milestones.size());
      }
    }

    @Override
    public double at(long t) {
      int running = (int) milestones.stream().filter(milestone -> milestone <= t).count();
      return schedules.get(running).at(running == 0 ? t : t - milestones.get(running - 1));
    }
  }

  /** Several schedules at once: each starts from what the one before gives. */
  public record ChainedScheduler(LearningRate base, List<UnaryOperator<LearningRate>> schedulers)
      implements LearningRate {
    /** Copies the list. */
    public ChainedScheduler {
      schedulers = List.copyOf(schedulers);
    }

    @Override
    public double at(long t) {
      LearningRate chained = base;
      for (UnaryOperator<LearningRate> scheduler : schedulers) {
        chained = scheduler.apply(chained);
      }
      return chained.at(t);
    }
  }

  /** How the height of {@link CyclicLR}'s cycles changes. */
  public enum CyclicMode {
    /** It stays. */
    TRIANGULAR,
    /** It halves with each cycle. */
    TRIANGULAR2,
    /** It is gamma^t. */
    EXP_RANGE
  }

  /**
   * Up and down in straight lines between two rates (Smith, "Cyclical learning rates for training
   * neural networks", 2017). Unlike PyTorch's it leaves the momentum alone.
   */
  public record CyclicLR(
      double base, double max, long stepSizeUp, long stepSizeDown, CyclicMode mode, double gamma)
      implements LearningRate {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public CyclicLR {
      requireLength("stepSizeUp", stepSizeUp);
      requireLength("stepSizeDown", stepSizeDown);
    }

    /** With PyTorch's length of 2000 up and down. */
    public CyclicLR(double base, double max) {
      this(base, max, 2000, 2000, CyclicMode.TRIANGULAR, 1);
    }

    @Override
    public double at(long t) {
      long length = stepSizeUp + stepSizeDown;
      long cycle = t / length;
      long within = t % length;
      double height =
          within <= stepSizeUp
              ? (double) within / stepSizeUp
              : (double) (length - within) / stepSizeDown;
      double scale =
          switch (mode) {
            case TRIANGULAR -> 1;
            case TRIANGULAR2 -> StrictMath.pow(0.5, (double) cycle);
            case EXP_RANGE -> StrictMath.pow(gamma, (double) t);
          };
      return base + (max - base) * height * scale;
    }
  }

  /**
   * One cycle: from max / divFactor up to max in the share {@code pctStart} of {@code totalSteps},
   * then down to the start / finalDivFactor, by cosines (Smith and Topin, "Super-convergence",
   * 2018). Unlike PyTorch's it leaves the momentum alone.
   */
  public record OneCycleLR(
      double max, long totalSteps, double pctStart, double divFactor, double finalDivFactor)
      implements LearningRate {
    /**
     * Checks that there is a way up and a way down.
     *
     * @throws IllegalArgumentException if the highest rate would come at the first or last step
     */
    public OneCycleLR {
      if (!(pctStart * totalSteps > 1 && pctStart < 1)) {
        throw new IllegalArgumentException(
            "one cycle of " + totalSteps + " steps cannot rise for a share of " + pctStart);
      }
    }

    /** With PyTorch's settings. */
    public OneCycleLR(double max, long totalSteps) {
      this(max, totalSteps, 0.3, 25, 1e4);
    }

    @Override
    public double at(long t) {
      double start = max / divFactor;
      double peak = pctStart * totalSteps - 1;
      double end = (double) totalSteps - 1;
      return t <= peak
          ? cosine(start, max, t / peak)
          : cosine(max, start / finalDivFactor, (t - peak) / (end - peak));
    }
  }

  /** From one rate to another by half a cosine. */
  private static double cosine(double from, double to, double share) {
    return to + (from - to) * (1 + StrictMath.cos(Math.PI * share)) / 2;
  }
}
