package dev.javelin.kernels;

/**
 * The terms of a {@link Convolution} over a grid whose results have their channels last: {@code
 * runs} of results, each of which reads the grid from one place on, {@code runPitch} floats behind
 * that of the run before.
 *
 * @param results what it gives, {@code runs * runLength} positions
 * @param runLength results of a run, at least {@link #LEAST_RUN}
 * @param runPitch floats of the grid from one run's first input to the next one's
 * @param inputOffsets for each term, where the input of the first result stands
 * @param weightStride floats from one channel's weights to the next; within a channel they stand in
 *     the order of the terms
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ChannelsLastConvolutionShape(
    ChannelsLast results, int runLength, int runPitch, int[] inputOffsets, int weightStride) {

  /** The shortest run, so that a tile of results fits. */
  public static final int LEAST_RUN = 8;

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if there is nothing to compute, or if runs are too short or do
   *     not make up the results
   */
  public ChannelsLastConvolutionShape {
    if (results.channels() < 1 || results.plane() < 1 || inputOffsets.length < 1) {
      throw new IllegalArgumentException(
          "empty convolution: %s, terms %d".formatted(results, inputOffsets.length));
    }
    if (runLength < LEAST_RUN || results.plane() % runLength != 0) {
      throw new IllegalArgumentException(
          "runs of %d for %d results, expected at least %d"
              .formatted(runLength, results.plane(), LEAST_RUN));
    }
    inputOffsets = inputOffsets.clone();
  }

  /** How many runs there are. */
  public int runs() {
    return results.plane() / runLength;
  }

  /** How many terms each result has. */
  public int terms() {
    return inputOffsets.length;
  }
}
