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
   * Checks that there is a way up and a way down.
   *
   * @throws IllegalArgumentException if the highest rate would come at the first or last step
   */
  public OneCycleLR {
    if (!(pctStart * totalSteps > 1 && pctStart < (threePhase ? 0.5 : 1))) {
      throw new IllegalArgumentException(
          "one cycle of " + totalSteps + " steps cannot rise for a share of " + pctStart);
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
   * the way down, and, in three phases, to {@code last} on the rest.
   *
   * @throws IllegalArgumentException beyond the last step
   */
  private double along(long t, double first, double top, double back, double last) {
    if (t > totalSteps) {
      throw new IllegalArgumentException("OneCycleLR has " + totalSteps + " steps, not " + t);
    }
    double peak = pctStart * totalSteps - 1;
    double end = (double) totalSteps - 1;
    double down = threePhase ? 2 * peak : end;
    if (t <= peak) {
      return anneal.between(first, top, t / peak);
    }
    if (t <= down || !threePhase) {
      return anneal.between(top, back, (t - peak) / (down - peak));
    }
    return anneal.between(back, last, (t - down) / (end - down));
  }
}
