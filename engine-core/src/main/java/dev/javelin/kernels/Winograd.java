package dev.javelin.kernels;

/**
 * A convolution of a {@link WinogradShape} by Winograd's minimal filtering, F(4 x 4, 3 x 3) or F(2
 * x 2, 5 x 5) (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2015): of
 * inputs d and weights g, a tile of results is {@code A' [(G g G') * (B' d B)] A}, which takes 36
 * multiplications a channel where the definition takes 144 or 100. The three transforms, first down
 * the columns, then along the rows, with the numbers of {@link WinogradPoints}; each {@code +} that
 * follows a product is a fused multiply-add:
 *
 * <ul>
 *   <li>inputs: {@code A2 B2 d0 + (-(A2 + B2) d2 + d4)}; {@code A o + e} and {@code -A o + e} with
 *       {@code e = -B2 d2 + d4} and {@code o = -B2 d1 + d3}; the same with A and B exchanged;
 *       {@code A2 B2 d1 + (-(A2 + B2) d3 + d5)};
 *   <li>weights: {@code OF_0 g0}; {@code OF_A (A g1 + e)} and {@code OF_A (-A g1 + e)} with {@code
 *       e = A2 g2 + g0}; the same of B; {@code g2}. Of a kernel of 5, {@code e = A2 (A2 g4 + g2) +
 *       g0}, instead of g1 there is {@code A2 g3 + g1}, and the last is g4;
 *   <li>results, with sums {@code eA = m1 + m2} and {@code eB = m3 + m4} and differences {@code oA}
 *       and {@code oB}: {@code (m0 + eA) + eB, B oB + A oA, B2 eB + A2 eA, B3 oB + (A3 oA + m5)}.
 *       Of a tile of 2 {@code (m0 + eA) + eB, B oB + (A oA + m5)}.
 * </ul>
 *
 * <p>Between them stands, for each of the 36 points, a chain of fused multiply-adds over the
 * channels in order, from +0. Last, a channel's start is added.
 *
 * <p>The transforms cancel some of what they add up, so errors are two to three times those of the
 * longer chain of a {@link Convolution} (root mean square; {@code ChannelsLastContract} has the
 * bound). An infinite input makes NaN of results next to it that would be infinite or not reached.
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
