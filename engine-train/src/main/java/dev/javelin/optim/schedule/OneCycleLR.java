package dev.javelin.optim.schedule;

import dev.javelin.LearningRate;
import java.util.Optional;

/**
 * One cycle: from max / divFactor up to max in the share {@code pctStart} of the steps, then down
 * to the start / finalDivFactor, and the momentum the other way (Smith and Topin,
 * "Super-convergence", 2018).
 *
 * @param max the highest rate
 * @param totalSteps steps of the whole cycle
 * @param pctStart share of the way up, 0.3
 * @param anneal how the way goes, {@link Annealing#COS}
 * @param momentum where the momentum cycles, 0.85 to 0.95, if it does
 * @param divFactor the highest rate by the first, 25
 * @param finalDivFactor the first rate by the last, 1e4
 * @param threePhase whether to come down to the first rate as fast as it went up, and only then to
 *     the last, false
 */
public record OneCycleLR(
    double max,
    long totalSteps,
    double pctStart,
    Annealing anneal,
    Optional<MomentumRange> momentum,
    double divFactor,
    double finalDivFactor,
    boolean threePhase)
    implements LearningRate {
  /**
   * Checks the length and the way up. One of less than a step is none: the rate begins on its way
   * down, as in PyTorch.
   *
   * @throws IllegalArgumentException if there are no steps, if the share is not from 0 to 1, or if
   *     the way up is just one step, its first and its last (for which PyTorch divides by zero)
   */
  public OneCycleLR {
    Schedules.requireLength("OneCycleLR", "totalSteps", totalSteps);
    if (!(pctStart >= 0 && pctStart <= 1)) {
      throw new IllegalArgumentException(
          "OneCycleLR expects pctStart to be from 0 to 1, got " + pctStart);
    }
    if (pctStart * totalSteps == 1) {
      throw new IllegalArgumentException(
          "OneCycleLR expects a way up that is not just one step, got pctStart %s of %d steps"
              .formatted(pctStart, totalSteps));
    }
  }

  /** In two phases, by cosines, with PyTorch's range of the momentum. */
  public OneCycleLR(
      double max, long totalSteps, double pctStart, double divFactor, double finalDivFactor) {
    this(
        max,
        totalSteps,
        pctStart,
        Annealing.COS,
        Optional.of(new MomentumRange(0.85, 0.95)),
        divFactor,
        finalDivFactor,
        false);
  }

  /** With PyTorch's settings. */
  public OneCycleLR(double max, long totalSteps) {
    this(max, totalSteps, 0.3, 25, 1e4);
  }

  /** With another range of the momentum. */
  public OneCycleLR withMomentum(double base, double max) {
    return withMomentum(Optional.of(new MomentumRange(base, max)));
  }

  /** Leaving the momentum alone: PyTorch's {@code cycle_momentum=False}. */
  public OneCycleLR withoutMomentum() {
    return withMomentum(Optional.empty());
  }

  private OneCycleLR withMomentum(Optional<MomentumRange> range) {
    return new OneCycleLR(
        max, totalSteps, pctStart, anneal, range, divFactor, finalDivFactor, threePhase);
  }

  /** With other annealing. */
  public OneCycleLR withAnneal(Annealing anneal) {
    return new OneCycleLR(
        max, totalSteps, pctStart, anneal, momentum, divFactor, finalDivFactor, threePhase);
  }

  /** In three phases. */
  public OneCycleLR withThreePhase() {
    return new OneCycleLR(
        max, totalSteps, pctStart, anneal, momentum, divFactor, finalDivFactor, true);
  }

  @Override
  public double at(long t) {
    double start = max / divFactor;
    double end = start / finalDivFactor;
    return threePhase ? along(t, start, max, start, end) : along(t, start, max, end, end);
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
    return along(t, range.max(), range.base(), range.max(), range.max());
  }

  /**
   * What a number is that goes from {@code first} to {@code top} on the way up, to {@code back} on
   * the way down, and, in three phases, to {@code last} on the rest. As in PyTorch the last way
   * goes on for one step more, if there is one.
   *
   * @throws IllegalArgumentException beyond that
   */
  private double along(long t, double first, double top, double back, double last) {
    double peak = pctStart * totalSteps - 1;
    double end = (double) totalSteps - 1;
    double turn = threePhase ? 2 * peak : peak;
    if (t > (turn == end ? end : end + 1)) {
      throw new IllegalArgumentException(
          "OneCycleLR has %d steps, from 0 on, and no rate for step %d".formatted(totalSteps, t));
    }
    if (t <= peak) {
      return anneal.between(first, top, t / peak);
    }
    if (t <= turn) {
      return anneal.between(top, back, (t - peak) / (turn - peak));
    }
    return threePhase
        ? anneal.between(back, last, (t - turn) / (end - turn))
        : anneal.between(top, back, (t - peak) / (end - peak));
  }
}
