package dev.javelin.plan;

import dev.javelin.Engine;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.kernels.Reductions;
import dev.javelin.tensor.Tensor;

/**
 * The numerators and denominators of softmax over the rows of a matrix: e_j = exp(x_j - m), where m
 * is the row's maximum, and the sum of e. Taking the maximum off keeps the largest at 1, so that
 * none overflows.
 */
public final class SoftmaxExponentials {
  private final Reductions reductions;
  private final PointwisePass exp;
  private final int rows;
  private final int columns;
  private final float[] max;
  private final float[] sum;

  /** Binds. */
  public SoftmaxExponentials(Engine engine, int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    reductions = engine.kernels().reductions();
    // One pass over all rows: rows are often shorter than a vector.
    var program = Formula.store(0, Expr.input(0).exp()).program();
    exp = new PointwisePass(engine, program, rows * columns);
    max = new float[rows];
    sum = new float[rows];
  }

  /** Writes the numerators of {@code x} to {@code e}, both {@code [rows, columns]}. */
  public void compute(Tensor x, Tensor e) {
    float[] from = x.array();
    float[] to = e.array();
    for (int row = 0; row < rows; row++) {
      int start = x.offset() + row * columns;
      int target = e.offset() + row * columns;
      float m = reductions.max(from, start, columns);
      for (int j = 0; j < columns; j++) {
        to[target + j] = from[start + j] - m;
      }
      max[row] = m;
    }
    exp.operand(0, e).run();
    for (int row = 0; row < rows; row++) {
      sum[row] = (float) reductions.sum(to, e.offset() + row * columns, columns);
    }
  }

  /** The maximum of a row. */
  public float max(int row) {
    return max[row];
  }

  /** The sum of a row's numerators. */
  public float sum(int row) {
    return sum[row];
  }
}
