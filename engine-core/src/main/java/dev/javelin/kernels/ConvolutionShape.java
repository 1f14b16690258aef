package dev.javelin.kernels;

import java.util.Arrays;

/**
 * The terms of a {@link Convolution}: which number of a grid meets which weight. Padding, stride,
 * dilation and direction are all in the offsets, so kernels know none of them.
 *
 * <p>A row of results is {@code runs} of them one after another, each of which reads the grid from
 * one place on, {@code runPitch} floats behind that of the run before.
 *
 * @param rows how many rows of results, each with weights of its own
 * @param runs of results in a row
 * @param runLength results of a run
 * @param runPitch floats of the grid from one run's first input to the next one's
 * @param rowStride floats from one row of results to the next
 * @param inputOffsets for each term, where the input of a row's first result stands
 * @param weightOffsets for each term, where its weight stands in a row's weights
 * @param weightStride floats from one row's weights to the next
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ConvolutionShape(
    int rows,
    int runs,
    int runLength,
    int runPitch,
    int rowStride,
    int[] inputOffsets,
    int[] weightOffsets,
    int weightStride) {

  /** What a length is a multiple of, so that it is whole vectors and tiles of two. */
  private static final int LENGTH_UNIT = 32;

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if there is nothing to compute, if runs or rows of results
   *     overlap, or if the offsets are not pairs
   * @throws ArithmeticException if a row is longer than an array
   */
  public ConvolutionShape {
    if (rows < 1 || runs < 1 || runLength < 1 || inputOffsets.length < 1) {
      throw new IllegalArgumentException(
          "empty convolution: rows %d, runs %d, of length %d, terms %d"
              .formatted(rows, runs, runLength, inputOffsets.length));
    }
    if (runPitch < runLength || rowStride < Math.multiplyExact(runs, runLength)) {
      throw new IllegalArgumentException(
          "%d runs of %d are longer than the pitch %d or the stride %d"
              .formatted(runs, runLength, runPitch, rowStride));
    }
    if (inputOffsets.length != weightOffsets.length) {
      throw new IllegalArgumentException(
          inputOffsets.length + " inputs for " + weightOffsets.length + " weights");
    }
    Math.addExact(Math.multiplyExact(runs, runPitch), LENGTH_UNIT);
    inputOffsets = inputOffsets.clone();
    weightOffsets = weightOffsets.clone();
  }

  /** Results in a row. */
  public int results() {
    return runs * runLength;
  }

  /**
   * Floats of the grid that a term meets, from the first result's to the last one's and on to a
   * multiple of {@link #LENGTH_UNIT}: kernels may read them all, whether they are results or not.
   */
  public int length() {
    int results = (runs - 1) * runPitch + runLength;
    return Math.ceilDiv(results, LENGTH_UNIT) * LENGTH_UNIT;
  }

  /** How many terms each result has. */
  public int terms() {
    return inputOffsets.length;
  }

  /** How far behind the first input of a row the last float stands that a kernel may read. */
  public int reach() {
    return Math.addExact(Arrays.stream(inputOffsets).max().orElseThrow(), length() - 1);
  }
}
