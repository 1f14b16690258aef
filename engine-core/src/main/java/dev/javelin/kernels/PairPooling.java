package dev.javelin.kernels;

/**
 * Max pooling of planes of one size by windows of two by two, side by side; a last row or column
 * without a partner is left out. Belongs to one thread at a time.
 */
public interface PairPooling {
  /**
   * Pools a plane {@code [height, width]}.
   *
   * @param y takes the largest of each window, {@code [height / 2, width / 2]}; NaN is larger than
   *     any number
   * @param places takes where in the plane it stands: the first of equal ones, in order of rows; of
   *     NaNs the last
   */
  void pool(float[] x, int xOffset, float[] y, int yOffset, int[] places, int placesOffset);

  /** Writes a plane that is dy at the places and zero everywhere else. */
  void spread(float[] dy, int dyOffset, int[] places, int placesOffset, float[] dx, int dxOffset);
}
