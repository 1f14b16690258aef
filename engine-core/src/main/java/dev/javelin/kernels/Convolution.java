package dev.javelin.kernels;

/**
 * A convolution bound to a {@link ConvolutionShape}: over a grid, which is an image copied to where
 * its padding is zeros, each term of a row of results is a weight times a run of the grid.
 *
 * <p>{@link #load} belongs to one thread; {@link #run} may be called by several at a time.
 */
public interface Convolution {
  /**
   * Takes the weights, and what the sums start from; call again whenever they have changed.
   *
   * @param starts a number for each row; null for zeros
   */
  void load(float[] weights, int offset, float[] starts, int startsOffset);

  /**
   * {@code y[r, p] = start[r] + sum over terms k of w[r, k] x[inputOffset[k] + p]}: each a chain of
   * fused multiply-adds over the terms in order, from the start or, without one, from +0.
   *
   * @throws IllegalStateException if no weights were loaded
   */
  void run(float[] x, int xOffset, float[] y, int yOffset);
}
