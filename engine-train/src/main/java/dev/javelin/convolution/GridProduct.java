package dev.javelin.convolution;

import dev.javelin.tensor.Tensor;

/**
 * One direction of a convolution: from an image's grid to the image on the other side.
 *
 * <p>{@link #load} belongs to one thread; {@link #run} may be called by several at a time.
 */
public interface GridProduct {
  /** The floats that {@link #run} needs for results before they are copied to the image. */
  int scratchLength();

  /**
   * Takes the weights; call again whenever they have changed.
   *
   * @param bias for each channel of the results; null for none
   */
  void load(Tensor weights, Tensor bias);

  /** Computes an image. */
  void run(float[] grid, int gridOffset, float[] scratch, float[] image, int imageOffset);
}
