package dev.javelin.kernels;

/**
 * The terms of a {@link ConvolutionGradient}: which numbers of a grid meet which of dy.
 *
 * @param rows how many rows of weights there are: channels of dy
 * @param rowStride floats from one row of dy to the next
 * @param placeStride floats from a row's number at one place to that at the next: one of the two
 *     strides is 1, with channels first this one, with channels last the other
 * @param inputRowStride floats from the grid of one row of dy to that of the next: 0 where all rows
 *     meet the same, a plane where each channel has its own (a depthwise convolution)
 * @param places for each number of a row of dy, where the grid's numbers for it begin
 * @param inputOffsets for each weight of a row, where from there its number stands
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ConvolutionGradientShape(
    int rows,
    int rowStride,
    int placeStride,
    int inputRowStride,
    int[] places,
    int[] inputOffsets) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if there is nothing to compute, if rows of dy overlap, or if
   *     channels are last and yet have a grid each
   */
  public ConvolutionGradientShape {
    if (rows < 1 || places.length < 1 || inputOffsets.length < 1) {
      throw new IllegalArgumentException(
          "empty gradient: rows %d, places %d, terms %d"
              .formatted(rows, places.length, inputOffsets.length));
    }
    boolean first = placeStride == 1 && rowStride >= places.length;
    boolean last = rowStride == 1 && placeStride >= rows && inputRowStride == 0;
    if (!first && !last) {
      throw new IllegalArgumentException(
          "%d rows of %d overlap with strides of %d and %d, or have grids of their own"
              .formatted(rows, places.length, rowStride, placeStride));
    }
    places = places.clone();
    inputOffsets = inputOffsets.clone();
  }

  /** Whether every row of dy has a grid of its own. */
  public boolean isDepthwise() {
    return inputRowStride > 0;
  }

  /** Whether dy has its channels last. */
  public boolean isChannelsLast() {
    return placeStride > 1;
  }

  /** How many weights a row has. */
  public int terms() {
    return inputOffsets.length;
  }
}
