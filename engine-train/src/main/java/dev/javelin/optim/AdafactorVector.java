package dev.javelin.optim;

import static dev.javelin.formula.Expr.constant;
import static dev.javelin.formula.Expr.input;
import static dev.javelin.formula.Expr.scalar;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.optim.Adafactor.Settings;
import dev.javelin.plan.PointwisePass;
import dev.javelin.plan.PointwiseReduction;
import dev.javelin.tensor.Tensor;

/** A vector under {@link Adafactor}, with a second moment for each number. */
final class AdafactorVector extends Adafactor.AdafactorSlice {
  // Slots of all formulas.
  private static final int PARAMETER = 0;
  private static final int GRADIENT = 1;
  private static final int SQUARE = 2;

  // Scalars of the passes.
  private static final int SHARE = 0;
  private static final int STEP_SIZE = 1;
  private static final int SHRINK = 2;

  private final Tensor square;
  private final float[] scalars = new float[3];
  private PointwisePass moments;
  private PointwiseReduction squares;
  private PointwisePass move;

  AdafactorVector(ParameterGroup<Settings> group, Parameter parameter) {
    super(group, parameter);
    square = Tensor.zeros(parameter.value().shape());
  }

  @Override
  void bind(Engine engine) {
    super.bind(engine);
    double eps1 = group.settings().eps1();
    Expr g = input(GRADIENT);
    Expr newSquare = PointwiseOptimizer.lerp(input(SQUARE), g.times(g), scalar(SHARE));
    moments = pass(engine, Formula.store(SQUARE, newSquare));
    Expr u = g.dividedBy(input(SQUARE).max(constant(eps1 * eps1)).sqrt());
    squares =
        new PointwiseReduction(engine, u.times(u), size())
            .operand(GRADIENT, parameter.gradientBuffer())
            .operand(SQUARE, square);
    Expr shrunk = input(PARAMETER).times(scalar(SHRINK));
    move = pass(engine, Formula.store(PARAMETER, u.negated().fma(scalar(STEP_SIZE), shrunk)));
    move.operand(PARAMETER, parameter.value());
  }

  private PointwisePass pass(Engine engine, Formula formula) {
    return new PointwisePass(engine, formula.program(), size(), scalars)
        .operand(GRADIENT, parameter.gradientBuffer())
        .operand(SQUARE, square);
  }

  @Override
  void updateMoments(float share) {
    scalars[SHARE] = share;
    moments.run();
  }

  @Override
  double updateSquares() {
    return squares.sum();
  }

  @Override
  void move(float stepSize, float shrink) {
    scalars[STEP_SIZE] = stepSize;
    scalars[SHRINK] = shrink;
    move.run();
  }
}
