package dev.javelin.optim.schedule;

import dev.javelin.LearningRate;

/**
 * A rate that is cut when a metric has not got better for a while, as PyTorch's: call {@link
 * #report} after each epoch.
 */
public final class ReduceLROnPlateau implements LearningRate {
  private static final double LEAST_CHANGE = 1e-8;

  /**
   * The settings.
   *
   * @param maximize whether a higher metric is better, false
   * @param factor of each cut, 0.1
   * @param patience epochs without improvement that are allowed, 10
   * @param threshold relative change that counts as improvement, 1e-4
   * @param cooldown epochs after a cut that are not counted, 0
   * @param least lowest rate, 0
   */
  public record Settings(
      boolean maximize, double factor, int patience, double threshold, int cooldown, double least) {
    /** PyTorch's defaults. */
    public static final Settings DEFAULT = new Settings(false, 0.1, 10, 1e-4, 0, 0);

    /**
     * Checks the factor.
     *
     * @throws IllegalArgumentException if it is not below 1
     */
    public Settings {
      if (!(factor > 0 && factor < 1)) {
        throw new IllegalArgumentException("factor must be between 0 and 1: " + factor);
      }
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
    return settings.maximize()
        ? metric > best * (1 + settings.threshold())
        : metric < best * (1 - settings.threshold());
  }

  private void cut() {
    double lower = Math.max(rate * settings.factor(), settings.least());
    if (rate - lower > LEAST_CHANGE) {
      rate = lower;
    }
  }

  @Override
  public double at(long step) {
    return rate;
  }
}
