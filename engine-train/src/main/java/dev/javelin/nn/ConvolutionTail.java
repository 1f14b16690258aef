package dev.javelin.nn;

import dev.javelin.convolution.Layout;
import dev.javelin.tensor.Tensor;

/**
 * What follows a convolution image by image, while its results are in cache: an activation, and
 * perhaps a pooling.
 */
interface ConvolutionTail {
  /** The layout of results and of their gradients. */
  Layout layout();

  /** What the step gives. */
  Tensor output();

  /** Where the results of images, z, are to be put. */
  float[] results(int part);

  /**
   * Their place there.
   *
   * @param slot an image's number among those that are convolved together
   */
  int resultsAt(int image, int slot);

  /** Makes an image's output of its results. */
  void forward(int part, int image, int slot);

  /** Takes the output's gradient for the images to come; may be overwritten. */
  void begin(Tensor outputGradient);

  /**
   * Computes an image's dz.
   *
   * @param slot its number among those of a chunk, which are kept together
   */
  void backward(int part, int image, int slot);

  /**
   * What was given to {@link #begin}; of images whose dz was computed, as if there had been no
   * activation. Its sum over a channel is dz's.
   */
  Tensor outputGradient();

  /** Where dz is. */
  float[] gradients(int part);

  /** The place there of an image that is so many'th of its chunk. */
  int gradientsAt(int image, int slot);
}
