package dev.javelin.nn;

import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.PairPooling;
import dev.javelin.tensor.Shape;

/**
 * The largest number of each window of a plane, and the way back. Belongs to one thread at a time.
 */
interface MaxPooling {
  /**
   * Pools a plane: the first of equal maxima, in order of rows; NaN is larger than any number.
   *
   * @param x has the plane from {@code xAt} on
   * @param y takes the maxima from {@code yAt} on
   * @param places takes the place of each maximum in the plane, from {@code at} on
   */
  void pool(float[] x, int xAt, float[] y, int yAt, int[] places, int at);

  /** Writes the plane's gradient: dy at the places, added up where they coincide, and zeros. */
  void spread(float[] dy, int dyAt, int[] places, int at, float[] dx, int dxAt);

  /** For planes of an input: a kernel where there is one. */
  static MaxPooling of(PoolOptions options, Shape input, Kernels kernels) {
    if (!options.isPairs()) {
      return new MaxPoolWindows(options, input, kernels.reductions());
    }
    PairPooling kernel = kernels.pairPooling(input.dim(2), input.dim(3));
    return new MaxPooling() {
      @Override
      public void pool(float[] x, int xAt, float[] y, int yAt, int[] places, int at) {
        kernel.pool(x, xAt, y, yAt, places, at);
      }

      @Override
      public void spread(float[] dy, int dyAt, int[] places, int at, float[] dx, int dxAt) {
        kernel.spread(dy, dyAt, places, at, dx, dxAt);
      }
    };
  }
}
