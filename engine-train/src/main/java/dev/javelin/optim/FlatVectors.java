package dev.javelin.optim;

import static dev.javelin.formula.Expr.input;
import static dev.javelin.formula.Expr.scalar;

import dev.javelin.Engine;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.plan.PointwisePass;
import dev.javelin.plan.PointwiseReduction;
import dev.javelin.tensor.Tensor;

/** What {@link LBFGS} does with vectors of one length, on an engine. Allocates nothing. */
final class FlatVectors {
  private final float[] factor = new float[1];
  private final PointwisePass addScaled;
  private final PointwisePass scale;
  private final PointwisePass subtract;
  private final PointwiseReduction products;
  private final PointwiseReduction magnitudes;

  FlatVectors(Engine engine, int length) {
    Expr x = input(0);
    Expr y = input(1);
    Expr z = input(2);
    addScaled = pass(engine, length, y.fma(scalar(0), z));
    scale = pass(engine, length, y.times(scalar(0)));
    subtract = pass(engine, length, y.minus(z));
    products = new PointwiseReduction(engine, x.times(y), length);
    magnitudes = new PointwiseReduction(engine, x.abs(), length);
  }

  private PointwisePass pass(Engine engine, int length, Expr value) {
    return new PointwisePass(engine, Formula.store(0, value).program(), length, factor);
  }

  /** {@code result = base + factor x}. */
  void addScaled(Tensor result, Tensor base, double factor, Tensor x) {
    this.factor[0] = (float) factor;
    addScaled.operand(0, result).operand(1, x).operand(2, base).run();
  }

  /** {@code result = factor x}. */
  void scale(Tensor result, double factor, Tensor x) {
    this.factor[0] = (float) factor;
    scale.operand(0, result).operand(1, x).run();
  }

  /** {@code result = x - y}. */
  void subtract(Tensor result, Tensor x, Tensor y) {
    subtract.operand(0, result).operand(1, x).operand(2, y).run();
  }

  /** The sum of {@code x y}. */
  double dot(Tensor x, Tensor y) {
    return products.operand(0, x).operand(1, y).sum();
  }

  /** The largest of {@code |x|}. */
  double maxAbs(Tensor x) {
    return magnitudes.operand(0, x).max();
  }

  /** The sum of {@code |x|}. */
  double sumAbs(Tensor x) {
    return magnitudes.operand(0, x).sum();
  }
}
