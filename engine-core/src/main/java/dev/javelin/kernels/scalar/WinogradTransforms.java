package dev.javelin.kernels.scalar;

import static dev.javelin.kernels.WinogradPoints.A;
import static dev.javelin.kernels.WinogradPoints.A2;
import static dev.javelin.kernels.WinogradPoints.A3;
import static dev.javelin.kernels.WinogradPoints.B;
import static dev.javelin.kernels.WinogradPoints.B2;
import static dev.javelin.kernels.WinogradPoints.B3;
import static dev.javelin.kernels.WinogradPoints.OF_0;
import static dev.javelin.kernels.WinogradPoints.OF_A;
import static dev.javelin.kernels.WinogradPoints.OF_B;
import static dev.javelin.kernels.WinogradPoints.PRODUCT;
import static dev.javelin.kernels.WinogradPoints.SUM;
import static java.lang.Math.fma;

/** The transforms of {@link dev.javelin.kernels.Winograd} along one axis of a tile. */
enum WinogradTransforms {
  /** B': 6 to 6. */
  INPUTS(6, 6) {
    @Override
    void apply(float[] x, int from, int step, float[] y, int to, int pace) {
      float x1 = x[from + step];
      float x2 = x[from + 2 * step];
      float x3 = x[from + 3 * step];
      float x4 = x[from + 4 * step];
      y[to] = fma(PRODUCT, x[from], fma(-SUM, x2, x4));
      float even = fma(-B2, x2, x4);
      float odd = fma(-B2, x1, x3);
      y[to + pace] = fma(A, odd, even);
      y[to + 2 * pace] = fma(-A, odd, even);
      even = fma(-A2, x2, x4);
      odd = fma(-A2, x1, x3);
      y[to + 3 * pace] = fma(B, odd, even);
      y[to + 4 * pace] = fma(-B, odd, even);
      y[to + 5 * pace] = fma(PRODUCT, x1, fma(-SUM, x3, x[from + 5 * step]));
    }
  },
  /** G: 3 to 6. */
  WEIGHTS(3, 6) {
    @Override
    void apply(float[] x, int from, int step, float[] y, int to, int pace) {
      float x0 = x[from];
      float x1 = x[from + step];
      float x2 = x[from + 2 * step];
      y[to] = x0 * OF_0;
      float even = fma(A2, x2, x0);
      y[to + pace] = fma(A, x1, even) * OF_A;
      y[to + 2 * pace] = fma(-A, x1, even) * OF_A;
      even = fma(B2, x2, x0);
      y[to + 3 * pace] = fma(B, x1, even) * OF_B;
      y[to + 4 * pace] = fma(-B, x1, even) * OF_B;
      y[to + 5 * pace] = x2;
    }
  },
  /** A': 6 to 4. */
  RESULTS(6, 4) {
    @Override
    void apply(float[] x, int from, int step, float[] y, int to, int pace) {
      float evenA = x[from + step] + x[from + 2 * step];
      float oddA = x[from + step] - x[from + 2 * step];
      float evenB = x[from + 3 * step] + x[from + 4 * step];
      float oddB = x[from + 3 * step] - x[from + 4 * step];
      y[to] = (x[from] + evenA) + evenB;
      y[to + pace] = fma(B, oddB, A * oddA);
      y[to + 2 * pace] = fma(B2, evenB, A2 * evenA);
      y[to + 3 * pace] = fma(B3, oddB, fma(A3, oddA, x[from + 5 * step]));
    }
  },
  /** A: 4 to 6. */
  RESULT_GRADIENTS(4, 6) {
    @Override
    void apply(float[] x, int from, int step, float[] y, int to, int pace) {
      float x0 = x[from];
      float x1 = x[from + step];
      float x2 = x[from + 2 * step];
      float x3 = x[from + 3 * step];
      y[to] = x0;
      float even = fma(A2, x2, x0);
      float odd = fma(A2, x3, x1);
      y[to + pace] = fma(A, odd, even);
      y[to + 2 * pace] = fma(-A, odd, even);
      even = fma(B2, x2, x0);
      odd = fma(B2, x3, x1);
      y[to + 3 * pace] = fma(B, odd, even);
      y[to + 4 * pace] = fma(-B, odd, even);
      y[to + 5 * pace] = x3;
    }
  },
  /** G': 6 to 3. */
  WEIGHT_GRADIENTS(6, 3) {
    @Override
    void apply(float[] x, int from, int step, float[] y, int to, int pace) {
      float evenA = (x[from + step] + x[from + 2 * step]) * OF_A;
      float oddA = (x[from + step] - x[from + 2 * step]) * OF_A;
      float evenB = (x[from + 3 * step] + x[from + 4 * step]) * OF_B;
      float oddB = (x[from + 3 * step] - x[from + 4 * step]) * OF_B;
      y[to] = fma(OF_0, x[from], evenA + evenB);
      y[to + pace] = fma(B, oddB, A * oddA);
      y[to + 2 * pace] = fma(A2, evenA, fma(B2, evenB, x[from + 5 * step]));
    }
  };

  private final int from;
  private final int to;

  WinogradTransforms(int from, int to) {
    this.from = from;
    this.to = to;
  }

  /** Transforms numbers that are {@code step} apart to numbers that are {@code pace} apart. */
  abstract void apply(float[] x, int from, int step, float[] y, int to, int pace);

  /**
   * Transforms a tile, which stands row by row: down the columns, then along the rows.
   *
   * @param half of {@link dev.javelin.kernels.WinogradShape#POINTS} numbers; overwritten
   */
  void apply(float[] tile, float[] half, float[] result, int at) {
    for (int column = 0; column < from; column++) {
      apply(tile, column, from, half, column, from);
    }
    for (int row = 0; row < to; row++) {
      apply(half, row * from, 1, result, at + row * to, 1);
    }
  }
}
