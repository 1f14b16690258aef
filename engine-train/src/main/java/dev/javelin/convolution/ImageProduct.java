package dev.javelin.convolution;

import dev.javelin.tensor.Tensor;

/**
 * One direction of a convolution: from images to images on the other side.
 *
 * <p>{@link #load} belongs to one thread; workers may run at the same time.
 */
public interface ImageProduct {
  /**
   * Takes the weights; call again whenever they have changed.
   *
   * @param bias for each channel of the results; null for none
   */
  void load(Tensor weights, Tensor bias);

  /** How many images a worker computes best at a time, and the most it can. */
  int images();

  /** What computes images; belongs to one thread at a time. */
  Worker worker();

  /** Memory of one thread. */
  interface Worker {
    /** Computes images, which stand one behind the other. */
    void run(int images, float[] x, int xOffset, float[] y, int yOffset);
  }
}
