package dev.javelin.convolution;

import dev.javelin.tensor.Tensor;

/**
 * From an image's grid to the image on the other side.
 *
 * <p>{@link #load} belongs to one thread; {@link #run} may be called by several at a time.
 */
interface GridProduct {
  /** The floats that {@link #run} needs for results before they are copied to the image. */
  int scratchLength();

  /** Takes the weights, as {@link ImageProduct#load}. */
  void load(Tensor weights, Tensor bias);

  /** Computes an image. */
  void run(float[] grid, float[] scratch, float[] image, int imageOffset);
}
