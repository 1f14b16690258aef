package dev.javelin.kernels;

import java.util.Arrays;

/**
 * The terms of a {@link Convolution}: which number of a grid meets which weight. Padding, stride,
 * dilation and direction are all in the offsets, so kernels know none of them.
 *
 * @param rows how many rows of results, each with weights of its own
 * @param length results in a row, a multiple of {@link #LENGTH_UNIT}
 * @param rowStride floats from one row of results to the next
 * @param inputOffsets for each term, where the input of a row's first result stands
 * @param weightOffsets for each term, where its weight stands in a row's weights
 * @param weightStride floats from one row's weights to the next
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ConvolutionShape(
    int rows,
    int length,
    int rowStride,
    int[] inputOffsets,
    int[] weightOffsets,
    int weightStride) {

  /** What a length must be a multiple of, so that rows are whole vectors and tiles of two. */
  public static final int LENGTH_UNIT = 32;

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if there is nothing to compute, if rows of results overlap, if
   *     the length is not a multiple of its unit or the offsets are not pairs
   */
  public ConvolutionShape {
    if (rows < 1 || length < 1 || inputOffsets.length < 1) {
      throw new IllegalArgumentException(
          "empty convolution: rows %d, length %d, terms %d"
              .formatted(rows, length, inputOffsets.length));
    }
    if (length % LENGTH_UNIT != 0 || rowStride < length) {
      throw new IllegalArgumentException(
          "length %d is no multiple of %d or longer than the stride %d"
              .formatted(length, LENGTH_UNIT, rowStride));
    }
    if (inputOffsets.length != weightOffsets.length) {
      throw new IllegalArgumentException(
          inputOffsets.length + " inputs for " + weightOffsets.length + " weights");
    }
    inputOffsets = inputOffsets.clone();
    weightOffsets = weightOffsets.clone();
  }

  /** The least length that holds so many results. */
  public static int lengthFor(int results) {
    return Math.ceilDiv(results, LENGTH_UNIT) * LENGTH_UNIT;
  }

  /** How many terms each result has. */
  public int terms() {
    return inputOffsets.length;
  }

  /** How far behind the first input of a row the last one stands. */
  public int reach() {
    return Arrays.stream(inputOffsets).max().orElseThrow() + length - 1;
  }
}
