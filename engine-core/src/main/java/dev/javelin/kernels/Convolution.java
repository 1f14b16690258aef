package dev.javelin.kernels;

/**
 * A convolution bound to a {@link ConvolutionShape}: over a grid, which is an image copied to where
 * its padding is zeros, each term of a run of results is a weight times as many numbers of the grid
 * next to each other.
 *
 * <p>{@link #load} belongs to one thread; {@link #run} may be called by several at a time, each
 * with a scratch of its own.
 */
public interface Convolution {
  /**
   * Takes the weights, and what the sums start from; call again whenever they have changed.
   *
   * @param starts a number for each row; null for zeros
   */
  void load(float[] weights, int offset, float[] starts, int startsOffset);

  /** The least length of a scratch for {@link #run}. */
  int scratchLength();

  /**
   * {@code y[r, p] = start[r] + sum over terms k of w[r, k] x[inputOffset[k] + place(p)]}: each a
   * chain of fused multiply-adds over the terms in order, from the start or, without one, from +0.
   *
   * @param scratch its first {@link #scratchLength} floats are overwritten; y may be the same
   *     array, behind them
   * @throws IllegalStateException if no weights were loaded
   */
  void run(float[] x, int xOffset, float[] y, int yOffset, float[] scratch);
}
