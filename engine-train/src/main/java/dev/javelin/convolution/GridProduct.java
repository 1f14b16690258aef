package dev.javelin.convolution;

import dev.javelin.tensor.Tensor;

/**
 * From a group's grid to the image on the other side.
 *
 * <p>{@link #load} belongs to one thread; {@link #run} may be called by several at a time.
 */
interface GridProduct {
  /** The floats that {@link #run} needs besides. */
  int scratchLength();

  /** Takes the weights, as {@link ImageProduct#load}. */
  void load(Tensor weights, Tensor bias);

  /** Computes an image's group. */
  void run(int group, float[] grid, float[] scratch, float[] image, int imageOffset);
}
