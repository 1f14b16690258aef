package dev.javelin.optim;

import static dev.javelin.formula.Expr.constant;
import static dev.javelin.formula.Expr.input;
import static dev.javelin.formula.Expr.scalar;

import dev.javelin.Engine;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.kernels.GemmShape;
import dev.javelin.parallel.PartTask;
import dev.javelin.plan.MatrixProduct;
import dev.javelin.plan.PointwisePass;
import dev.javelin.plan.PointwiseReduction;
import dev.javelin.tensor.Tensor;

/**
 * Brings a matrix X near the orthogonal matrix next to it, all of whose singular values are 1, by
 * the iteration of Newton and Schulz with a polynomial of degree five: X is divided by its
 * Frobenius norm, and then, with A = X X^T,
 *
 * <pre>
 * X = a X + (b A + c A^2) X
 * </pre>
 *
 * <p>A matrix with more rows than columns takes A = X^T X on the other side, which is the same
 * iteration on the smaller square.
 */
final class NewtonSchulz {
  private final int iterations;
  private final double epsilon;
  private final Tensor x;
  private final float[] inverseNorm = new float[1];
  private final PointwiseReduction squares;
  private final PointwisePass normalise;
  private final Product gram;
  private final Product square;
  private final Product step;
  private final PointwisePass polynomial;
  private final PointwisePass advance;

  /** A product of two fixed matrices, written to a third. */
  private static final class Product {
    private final Engine engine;
    private final MatrixProduct product;
    private final Tensor a;
    private final Tensor b;
    private final Tensor result;
    private final PartTask task = this::runPart;

    Product(Engine engine, GemmShape shape, Tensor a, Tensor b, Tensor result) {
      this.engine = engine;
      this.a = a;
      this.b = b;
      this.result = result;
      product = MatrixProduct.split(engine, shape);
    }

    void run() {
      engine.run(task, product.parts());
    }

    private void runPart(int part) {
      product.loadB(part, b);
      product.multiply(part, a, result, false);
    }
  }

  /**
   * Binds to a matrix, which runs overwrite.
   *
   * @param epsilon least norm to divide by
   */
  NewtonSchulz(Engine engine, Tensor x, Muon.Coefficients k, int iterations, double epsilon) {
    this.x = x;
    this.iterations = iterations;
    this.epsilon = epsilon;
    int rows = x.shape().dim(0);
    int columns = x.shape().dim(1);
    int side = Math.min(rows, columns);
    boolean tall = rows > columns;
    Tensor a = Tensor.zeros(side, side);
    Tensor a2 = Tensor.zeros(side, side);
    Tensor moved = Tensor.zeros(x.shape());

    squares = new PointwiseReduction(engine, input(0).times(input(0)), x.size()).operand(0, x);
    var scaled = Formula.store(0, input(0).times(scalar(0)));
    normalise = new PointwisePass(engine, scaled.program(), x.size(), inverseNorm).operand(0, x);

    var gramShape = GemmShape.dense(side, side, tall ? rows : columns, tall, !tall);
    gram = new Product(engine, gramShape, x, x, a);
    square = new Product(engine, GemmShape.dense(side, side, side, false, false), a, a, a2);
    var stepShape = GemmShape.dense(rows, columns, side, false, false);
    step = new Product(engine, stepShape, tall ? x : a2, tall ? a2 : x, moved);

    Expr combined = input(1).fma(constant(k.c()), input(0).times(k.b()));
    polynomial =
        new PointwisePass(engine, Formula.store(1, combined).program(), a.size())
            .operand(0, a)
            .operand(1, a2);
    Expr advanced = input(0).fma(constant(k.a()), input(1));
    advance =
        new PointwisePass(engine, Formula.store(0, advanced).program(), x.size())
            .operand(0, x)
            .operand(1, moved);
  }

  /** Replaces the matrix, and returns it. */
  Tensor run() {
    inverseNorm[0] = (float) (1 / Math.max(Math.sqrt(squares.sum()), epsilon));
    normalise.run();
    for (int i = 0; i < iterations; i++) {
      gram.run();
      square.run();
      polynomial.run();
      step.run();
      advance.run();
    }
    return x;
  }
}
