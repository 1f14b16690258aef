package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.kernels.GemmShape;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.plan.MatrixProduct;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Operations on tensors one at a time, each with a result of its own: to write out by hand what
 * layers and plans do, and for sums outside training's hot path.
 *
 * <pre>{@code
 * var f = new Functional(engine);
 * Tensor l1 = f.zip(f.matmul(x, w1), b1, Expr::plus);
 * Tensor a1 = f.map(l1, Expr::sigmoid);
 * }</pre>
 */
public final class Functional {
  private final Engine engine;

  /** Runs on the given engine. */
  public Functional(Engine engine) {
    this.engine = engine;
  }

  /** {@code [m, k] [k, n] -> [m, n]}. */
  public Tensor matmul(Tensor a, Tensor b) {
    return matmul(a, false, b, false);
  }

  /**
   * The product of two matrices, either transposed first.
   *
   * @throws ShapeMismatchException if the inner sides differ
   */
  public Tensor matmul(Tensor a, boolean transposeA, Tensor b, boolean transposeB) {
    requireMatrix(a);
    requireMatrix(b);
    int m = a.shape().dim(transposeA ? 1 : 0);
    int k = a.shape().dim(transposeA ? 0 : 1);
    int n = b.shape().dim(transposeB ? 0 : 1);
    if (b.shape().dim(transposeB ? 1 : 0) != k) {
      String side = transposeB ? "[n, " + k + "]" : "[" + k + ", n]";
      throw new ShapeMismatchException("matmul (right side)", side, b.shape());
    }
    var shape = GemmShape.dense(m, n, k, transposeA, transposeB);
    MatrixProduct product = MatrixProduct.split(engine, shape);
    Tensor result = Tensor.zeros(m, n);
    engine.run(
        part -> {
          product.loadB(part, b);
          product.multiply(part, a, result, false);
        },
        product.parts());
    return result;
  }

  /** A function of each element. */
  public Tensor map(Tensor x, UnaryOperator<Expr> function) {
    Tensor result = Tensor.zeros(x.shape());
    var formula = Formula.store(1, function.apply(Expr.input(0)));
    run(formula, x.size(), 1, new int[] {x.size(), x.size()}, x, result);
    return result;
  }

  /**
   * A function of the elements of two tensors of one shape, or of a matrix and a vector that is
   * repeated for each row.
   *
   * @throws ShapeMismatchException if the shapes do not fit
   */
  public Tensor zip(Tensor x, Tensor y, BinaryOperator<Expr> function) {
    boolean same = x.shape().equals(y.shape());
    if (!same && !Shape.of(x.shape().dim(-1)).equals(y.shape())) {
      String expected = x.shape() + " or [" + x.shape().dim(-1) + "]";
      throw new ShapeMismatchException("zip (right side)", expected, y.shape());
    }
    Tensor result = Tensor.zeros(x.shape());
    var formula = Formula.store(2, function.apply(Expr.input(0), Expr.input(1)));
    int columns = x.shape().dim(-1);
    int[] strides = {columns, same ? columns : 0, columns};
    run(formula, columns, x.size() / columns, strides, x, y, result);
    return result;
  }

  /** The mean over the first axis: {@code [n, m] -> [m]}. */
  public Tensor meanOfRows(Tensor x) {
    requireMatrix(x);
    int rows = x.shape().dim(0);
    int columns = x.shape().dim(1);
    Tensor sums = Tensor.zeros(columns);
    engine
        .kernels()
        .reductions()
        .columnSums(x.array(), x.offset(), columns, rows, columns, sums.array(), 0, false);
    for (int j = 0; j < columns; j++) {
      sums.set(j, sums.get(j) / rows);
    }
    return sums;
  }

  private void run(Formula formula, int length, int rows, int[] strides, Tensor... operands) {
    float[][] arrays = new float[operands.length][];
    int[] offsets = new int[operands.length];
    for (int i = 0; i < operands.length; i++) {
      arrays[i] = operands[i].array();
      offsets[i] = operands[i].offset();
    }
    engine
        .kernels()
        .pointwise(formula.program())
        .run(arrays, offsets, strides, new float[0], rows, length);
  }

  private static void requireMatrix(Tensor tensor) {
    if (tensor.shape().rank() != 2) {
      throw new ShapeMismatchException("Functional", "[rows, columns]", tensor.shape());
    }
  }
}
