package dev.javelin.kernels;

/**
 * The windows of a {@link MaxPooling}.
 *
 * @param image what is pooled
 * @param starts where in {@code positions} each window begins, and behind the last one where it
 *     ends
 * @param positions of the windows, one after another; within a window they rise
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MaxPoolingShape(ChannelsLast image, int[] starts, int[] positions) {
  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if there is no window, if one is empty, or if a position is
   *     outside the image or not behind the one before it
   */
  public MaxPoolingShape {
    if (starts.length < 2 || starts[0] != 0 || starts[starts.length - 1] != positions.length) {
      throw new IllegalArgumentException(
          "windows do not cover %d positions".formatted(positions.length));
    }
    for (int window = 1; window < starts.length; window++) {
      if (starts[window] <= starts[window - 1]) {
        throw new IllegalArgumentException("window %d is empty".formatted(window - 1));
      }
    }
    for (int window = 1; window < starts.length; window++) {
      int least = 0;
      for (int i = starts[window - 1]; i < starts[window]; i++) {
        if (positions[i] < least || positions[i] >= image.plane()) {
          throw new IllegalArgumentException(
              "position %d of window %d, expected %d to %d"
                  .formatted(positions[i], window - 1, least, image.plane() - 1));
        }
        least = positions[i] + 1;
      }
    }
    starts = starts.clone();
    positions = positions.clone();
  }

  /** How many windows there are. */
  public int windows() {
    return starts.length - 1;
  }
}
