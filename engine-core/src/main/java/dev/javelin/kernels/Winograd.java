package dev.javelin.kernels;

/**
 * A convolution of a {@link WinogradShape} by Winograd's minimal filtering F(2 x 2, 3 x 3) (Lavin
 * and Gray, "Fast Algorithms for Convolutional Neural Networks", 2015): of inputs d and weights g,
 * a tile of results is {@code A' [(G g G') * (B' d B)] A}, which takes 16 multiplications a channel
 * where the definition takes 36. The three transforms, first down the columns, then along the rows:
 *
 * <ul>
 *   <li>inputs: {@code d0 - d2, d1 + d2, d2 - d1, d3 - d1};
 *   <li>weights: {@code g0, ((g0 + g2) + g1) / 2, ((g0 + g2) - g1) / 2, g2};
 *   <li>results: {@code (m0 + m1) + m2, (m1 - m2) + m3}.
 * </ul>
 *
 * <p>Between them stands, for each of the 16 points, a chain of fused multiply-adds over the
 * channels in order, from +0. Last, a channel's start is added.
 *
 * <p>The transforms add a few roundings to each result, but its chain of multiply-adds is a ninth
 * as long as that of a {@link Convolution}, so rounding errors are no larger on the whole. An
 * infinite input makes NaN of results next to it that would be infinite or not reached.
 *
 * <p>{@link #load} belongs to one thread; workers may run at the same time.
 */
public interface Winograd {
  /**
   * Takes the weights; call again whenever they have changed.
   *
   * @param starts a number for each channel of the results; null for zeros
   */
  void load(float[] weights, int offset, float[] starts, int startsOffset);

  /** How many images a worker computes best at a time, and the most it can. */
  int images();

  /** What computes images; belongs to one thread at a time. */
  Worker worker();

  /** Memory of one thread. */
  interface Worker {
    /**
     * Computes images, which stand one behind the other.
     *
     * @param y takes the results; rows for what lies outside an image take any numbers
     * @throws IllegalStateException if no weights were loaded
     */
    void run(int images, float[] x, int xOffset, float[] y, int yOffset);
  }
}
