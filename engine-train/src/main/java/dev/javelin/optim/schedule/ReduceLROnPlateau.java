package dev.javelin.optim.schedule;

import dev.javelin.LearningRate;

/**
 * A rate that is cut when a metric has not got better for a while, as PyTorch's: call {@link
 * #report} after each epoch.
 */
public final class ReduceLROnPlateau implements LearningRate {
  /** What the threshold of an improvement is measured in. */
  public enum ThresholdMode {
    /** Shares of the best metric. */
    REL,
    /** The metric's own units. */
    ABS
  }

  /**
   * The settings.
   *
   * @param maximize whether a higher metric is better, false
   * @param factor of each cut, 0.1
   * @param patience epochs without improvement that are allowed, 10
   * @param threshold least change that counts as improvement, 1e-4
   * @param cooldown epochs after a cut that are not counted, 0
   * @param least lowest rate, PyTorch's min_lr, 0
   * @param thresholdMode what the threshold is measured in, {@link ThresholdMode#REL}
   * @param epsilon change of the rate below which it is left as it is, 1e-8
   */
  public record Settings(
      boolean maximize,
      double factor,
      int patience,
      double threshold,
      int cooldown,
      double least,
      ThresholdMode thresholdMode,
      double epsilon) {
    /** PyTorch's defaults. */
    public static final Settings DEFAULT =
        new Settings(false, 0.1, 10, 1e-4, 0, 0, ThresholdMode.REL, 1e-8);

    /**
     * Checks the factor.
     *
     * @throws IllegalArgumentException if it is not below 1
     */
    public Settings {
      if (!(factor > 0 && factor < 1)) {
        throw new IllegalArgumentException(
            "ReduceLROnPlateau expects factor to be between 0 and 1, got " + factor);
      }
    }

    /** For a metric of which higher is better. */
    public Settings withMaximize() {
      return new Settings(
          true, factor, patience, threshold, cooldown, least, thresholdMode, epsilon);
    }

    /** With another factor. */
    public Settings withFactor(double factor) {
      return new Settings(
          maximize, factor, patience, threshold, cooldown, least, thresholdMode, epsilon);
    }

    /** With another patience. */
    public Settings withPatience(int patience) {
      return new Settings(
          maximize, factor, patience, threshold, cooldown, least, thresholdMode, epsilon);
    }

    /** With another threshold. */
    public Settings withThreshold(double threshold, ThresholdMode thresholdMode) {
      return new Settings(
          maximize, factor, patience, threshold, cooldown, least, thresholdMode, epsilon);
    }

    /** With another cooldown. */
    public Settings withCooldown(int cooldown) {
      return new Settings(
          maximize, factor, patience, threshold, cooldown, least, thresholdMode, epsilon);
    }

    /** With another least. */
    public Settings withLeast(double least) {
      return new Settings(
          maximize, factor, patience, threshold, cooldown, least, thresholdMode, epsilon);
    }

    /** With another epsilon. */
    public Settings withEpsilon(double epsilon) {
      return new Settings(
          maximize, factor, patience, threshold, cooldown, least, thresholdMode, epsilon);
    }
  }

  private final Settings settings;
  private double rate;
  private double best;
  private int badEpochs;
  private int cooling;

  /** From a rate, with PyTorch's settings. */
  public ReduceLROnPlateau(double rate) {
    this(rate, Settings.DEFAULT);
  }

  /** From a rate. */
  public ReduceLROnPlateau(double rate, Settings settings) {
    this.rate = rate;
    this.settings = settings;
    best = settings.maximize() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** Takes an epoch's metric. */
  public void report(double metric) {
    if (better(metric)) {
      best = metric;
      badEpochs = 0;
    } else {
      badEpochs++;
    }
    if (cooling > 0) {
      cooling--;
      badEpochs = 0;
    }
    if (badEpochs > settings.patience()) {
      cut();
      cooling = settings.cooldown();
      badEpochs = 0;
    }
  }

  private boolean better(double metric) {
    double least = settings.threshold();
    double sign = settings.maximize() ? 1 : -1;
    double mark =
        switch (settings.thresholdMode()) {
          case REL -> best * (1 + sign * least);
          case ABS -> best + sign * least;
        };
    return settings.maximize() ? metric > mark : metric < mark;
  }

  private void cut() {
    double lower = Math.max(rate * settings.factor(), settings.least());
    if (rate - lower > settings.epsilon()) {
      rate = lower;
    }
  }

  @Override
  public double at(long step) {
    return rate;
  }
}
