package dev.javelin.kernels;

/**
 * The largest number of each of some windows, for every channel of an image with channels last, and
 * the way back. Belongs to one thread at a time.
 */
public interface MaxPooling {
  /**
   * Pools an image.
   *
   * @param y takes a row of channels for each window: the largest number; NaN is larger than any
   * @param places takes a row of channels likewise: its position, of equal numbers the first, of
   *     NaNs the last
   */
  void pool(float[] x, int xOffset, float[] y, int yOffset, int[] places, int placesOffset);

  /**
   * Writes an image's gradient: zeros, to which each window adds its own at its place, one window
   * after the other. The row behind the last position is left as it is.
   */
  void spread(float[] dy, int dyOffset, int[] places, int placesOffset, float[] dx, int dxOffset);
}
