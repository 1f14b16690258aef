package dev.javelin.train;

/**
 * What came of an epoch.
 *
 * @param epoch from 1
 * @param loss mean over the batches
 * @param samples trained on
 * @param seconds taken
 */
public record EpochSummary(int epoch, double loss, long samples, double seconds) {
  /** Samples a second. */
  public double samplesPerSecond() {
    return (double) samples / seconds;
  }
}
