package dev.javelin.kernels.scalar;

import static dev.javelin.kernels.WinogradPoints.A;
import static dev.javelin.kernels.WinogradPoints.A2;
import static dev.javelin.kernels.WinogradPoints.A3;
import static dev.javelin.kernels.WinogradPoints.A4;
import static dev.javelin.kernels.WinogradPoints.B;
import static dev.javelin.kernels.WinogradPoints.B2;
import static dev.javelin.kernels.WinogradPoints.B3;
import static dev.javelin.kernels.WinogradPoints.B4;
import static dev.javelin.kernels.WinogradPoints.OF_0;
import static dev.javelin.kernels.WinogradPoints.OF_A;
import static dev.javelin.kernels.WinogradPoints.OF_B;
import static dev.javelin.kernels.WinogradPoints.PRODUCT;
import static dev.javelin.kernels.WinogradPoints.SUM;
import static java.lang.Math.fma;

import dev.javelin.kernels.WinogradShape;

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
  /** G of a kernel of 3: 3 to 6. */
  WEIGHTS_3(3, 6) {
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
  /** G of a kernel of 5: 5 to 6. */
  WEIGHTS_5(5, 6) {
    @Override
    void apply(float[] x, int from, int step, float[] y, int to, int pace) {
      float x0 = x[from];
      float x1 = x[from + step];
      float x2 = x[from + 2 * step];
      float x3 = x[from + 3 * step];
      float x4 = x[from + 4 * step];
      y[to] = x0 * OF_0;
      float even = fma(A2, fma(A2, x4, x2), x0);
      float odd = fma(A2, x3, x1);
      y[to + pace] = fma(A, odd, even) * OF_A;
      y[to + 2 * pace] = fma(-A, odd, even) * OF_A;
      even = fma(B2, fma(B2, x4, x2), x0);
      odd = fma(B2, x3, x1);
      y[to + 3 * pace] = fma(B, odd, even) * OF_B;
      y[to + 4 * pace] = fma(-B, odd, even) * OF_B;
      y[to + 5 * pace] = x4;
    }
  },
  /** A' of a tile of 4: 6 to 4. */
  RESULTS_4(6, 4) {
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
  /** A' of a tile of 2: 6 to 2. */
  RESULTS_2(6, 2) {
    @Override
    void apply(float[] x, int from, int step, float[] y, int to, int pace) {
      float evenA = x[from + step] + x[from + 2 * step];
      float oddA = x[from + step] - x[from + 2 * step];
      float evenB = x[from + 3 * step] + x[from + 4 * step];
      float oddB = x[from + 3 * step] - x[from + 4 * step];
      y[to] = (x[from] + evenA) + evenB;
      y[to + pace] = fma(B, oddB, fma(A, oddA, x[from + 5 * step]));
    }
  },
  /** A of a tile of 4: 4 to 6. */
  RESULT_GRADIENTS_4(4, 6) {
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
  /** A of a tile of 2: 2 to 6. */
  RESULT_GRADIENTS_2(2, 6) {
    @Override
    void apply(float[] x, int from, int step, float[] y, int to, int pace) {
      float x0 = x[from];
      float x1 = x[from + step];
      y[to] = x0;
      y[to + pace] = fma(A, x1, x0);
      y[to + 2 * pace] = fma(-A, x1, x0);
      y[to + 3 * pace] = fma(B, x1, x0);
      y[to + 4 * pace] = fma(-B, x1, x0);
      y[to + 5 * pace] = x1;
    }
  },
  /** G' of a kernel of 5: 6 to 5. */
  WEIGHT_GRADIENTS_5(6, 5) {
    @Override
    void apply(float[] x, int from, int step, float[] y, int to, int pace) {
      float evenA = (x[from + step] + x[from + 2 * step]) * OF_A;
      float oddA = (x[from + step] - x[from + 2 * step]) * OF_A;
      float evenB = (x[from + 3 * step] + x[from + 4 * step]) * OF_B;
      float oddB = (x[from + 3 * step] - x[from + 4 * step]) * OF_B;
      y[to] = fma(OF_0, x[from], evenA + evenB);
      y[to + pace] = fma(B, oddB, A * oddA);
      y[to + 2 * pace] = fma(B2, evenB, A2 * evenA);
      y[to + 3 * pace] = fma(B3, oddB, A3 * oddA);
      y[to + 4 * pace] = fma(A4, evenA, fma(B4, evenB, x[from + 5 * step]));
    }
  },
  /** G' of a kernel of 3: 6 to 3. */
  WEIGHT_GRADIENTS_3(6, 3) {
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

  static WinogradTransforms weights(WinogradShape shape) {
    return shape.kernel() == 3 ? WEIGHTS_3 : WEIGHTS_5;
  }

  static WinogradTransforms results(WinogradShape shape) {
    return shape.kernel() == 3 ? RESULTS_4 : RESULTS_2;
  }

  static WinogradTransforms resultGradients(WinogradShape shape) {
    return shape.kernel() == 3 ? RESULT_GRADIENTS_4 : RESULT_GRADIENTS_2;
  }

  static WinogradTransforms weightGradients(WinogradShape shape) {
    return shape.kernel() == 3 ? WEIGHT_GRADIENTS_3 : WEIGHT_GRADIENTS_5;
  }

  WinogradTransforms(int from, int to) {
    this.from = from;
    this.to = to;
  }

  /** Transforms numbers that are {@code step} apart to numbers that are {@code pace} apart. */
  abstract void apply(float[] x, int from, int step, float[] y, int to, int pace);

  /**
   * Transforms a tile, which stands row by row: down the columns, then along the rows.
   *
   * @param half of {@link WinogradShape#POINTS} numbers; overwritten
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
