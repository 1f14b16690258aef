package dev.javelin.kernels.scalar;

/** The transforms of {@link dev.javelin.kernels.Winograd} along one axis of a tile. */
enum WinogradTransforms {
  /** B': 4 to 4. */
  INPUTS(4, 4) {
    @Override
    void apply(float[] x, int from, int step, float[] y, int to, int pace) {
      float x0 = x[from];
      float x1 = x[from + step];
      float x2 = x[from + 2 * step];
      float x3 = x[from + 3 * step];
      y[to] = x0 - x2;
      y[to + pace] = x1 + x2;
      y[to + 2 * pace] = x2 - x1;
      y[to + 3 * pace] = x3 - x1;
    }
  },
  /** G: 3 to 4. */
  WEIGHTS(3, 4) {
    @Override
    void apply(float[] x, int from, int step, float[] y, int to, int pace) {
      float x0 = x[from];
      float x1 = x[from + step];
      float x2 = x[from + 2 * step];
      y[to] = x0;
      y[to + pace] = ((x0 + x2) + x1) * 0.5f;
      y[to + 2 * pace] = ((x0 + x2) - x1) * 0.5f;
      y[to + 3 * pace] = x2;
    }
  },
  /** A': 4 to 2. */
  RESULTS(4, 2) {
    @Override
    void apply(float[] x, int from, int step, float[] y, int to, int pace) {
      float x1 = x[from + step];
      float x2 = x[from + 2 * step];
      y[to] = (x[from] + x1) + x2;
      y[to + pace] = (x1 - x2) + x[from + 3 * step];
    }
  },
  /** A: 2 to 4. */
  RESULT_GRADIENTS(2, 4) {
    @Override
    void apply(float[] x, int from, int step, float[] y, int to, int pace) {
      float x0 = x[from];
      float x1 = x[from + step];
      y[to] = x0;
      y[to + pace] = x0 + x1;
      y[to + 2 * pace] = x0 - x1;
      y[to + 3 * pace] = x1;
    }
  },
  /** G': 4 to 3. */
  WEIGHT_GRADIENTS(4, 3) {
    @Override
    void apply(float[] x, int from, int step, float[] y, int to, int pace) {
      float x1 = x[from + step];
      float x2 = x[from + 2 * step];
      float half = (x1 + x2) * 0.5f;
      y[to] = x[from] + half;
      y[to + pace] = (x1 - x2) * 0.5f;
      y[to + 2 * pace] = half + x[from + 3 * step];
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
