package dev.javelin.optim;

import static dev.javelin.formula.Expr.constant;
import static dev.javelin.formula.Expr.input;
import static dev.javelin.formula.Expr.scalar;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.kernels.Pointwise;
import dev.javelin.kernels.Reductions;
import dev.javelin.optim.Adafactor.Settings;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.tensor.Shape;

/**
 * Matrices under {@link Adafactor}: the last two axes of a tensor, as many as the axes before make.
 * Each row is a kernel's call, with what it has of its own as a scalar; threads take whole rows, or
 * for the columns' means whole columns.
 */
final class AdafactorMatrix extends Adafactor.AdafactorSlice {
  // Slots of all formulas: a row of the parameter and of the gradient, a row of results, the
  // columns' moments or sums.
  private static final int PARAMETER = 0;
  private static final int GRADIENT = 1;
  private static final int RESULT = 2;
  private static final int COLUMNS = 3;
  private static final int SLOTS = 4;

  // Scalars of a part.
  private static final int ROW_SCALE = 0;
  private static final int STEP_SIZE = 1;
  private static final int SHRINK = 2;

  private final int rows;
  private final int columns;
  private final int matrices;
  private final float[] rowMoments;
  private final float[] columnMoments;
  private final float[] columnSums;
  private final float[] meanOfRows;
  private final double[] rowSums;
  private final int[] strides = new int[SLOTS];
  private final PartTask rowTask = this::rowSquaresOfPart;
  private final PartTask columnTask = this::columnSquaresOfPart;
  private final PartTask updateTask = this::updateSquaresOfPart;
  private final PartTask moveTask = this::moveOfPart;
  private Engine engine;
  private Part[] parts = {};
  private int columnParts;
  private float stepSize;
  private float shrink;

  /** What a thread needs of its own. */
  private static final class Part {
    final Pointwise squares;
    final Pointwise addSquares;
    final Pointwise updateSquares;
    final Pointwise move;
    final Reductions reductions;
    final float[][] arrays = new float[SLOTS][];
    final int[] offsets = new int[SLOTS];
    final float[] scalars = new float[3];

    Part(Engine engine, double eps1, int columns) {
      Expr g = input(GRADIENT);
      Expr moment = input(COLUMNS).times(scalar(ROW_SCALE)).max(constant(eps1 * eps1));
      Expr u = g.dividedBy(moment.sqrt());
      Expr shrunk = input(PARAMETER).times(scalar(SHRINK));
      squares = kernel(engine, RESULT, g.times(g));
      addSquares = kernel(engine, COLUMNS, g.fma(g, input(COLUMNS)));
      updateSquares = kernel(engine, RESULT, u.times(u));
      move = kernel(engine, PARAMETER, u.negated().fma(scalar(STEP_SIZE), shrunk));
      reductions = engine.kernels().reductions();
      arrays[RESULT] = new float[columns];
    }

    private static Pointwise kernel(Engine engine, int slot, Expr value) {
      return engine.kernels().pointwise(Formula.store(slot, value).program());
    }
  }

  AdafactorMatrix(ParameterGroup<Settings> group, Parameter parameter) {
    super(group, parameter);
    Shape shape = parameter.value().shape();
    rows = shape.dim(-2);
    columns = shape.dim(-1);
    matrices = shape.size() / (rows * columns);
    rowMoments = new float[matrices * rows];
    columnMoments = new float[matrices * columns];
    columnSums = new float[matrices * columns];
    meanOfRows = new float[matrices];
    rowSums = new double[matrices * rows];
  }

  @Override
  void bind(Engine engine) {
    super.bind(engine);
    this.engine = engine;
    parts = new Part[Math.min(engine.parts(size()), matrices * rows)];
    columnParts = Math.min(parts.length, Math.ceilDiv(columns, Ranges.CACHE_LINE));
    for (int i = 0; i < parts.length; i++) {
      parts[i] = new Part(engine, group.settings().eps1(), columns);
      parts[i].arrays[PARAMETER] = parameter.value().array();
      parts[i].arrays[GRADIENT] = parameter.gradientBuffer().array();
    }
  }

  @Override
  void updateMoments(float share) {
    engine.run(rowTask, parts.length);
    engine.run(columnTask, columnParts);
    for (int i = 0; i < rowMoments.length; i++) {
      rowMoments[i] += share * ((float) (rowSums[i] / columns) - rowMoments[i]);
    }
    for (int i = 0; i < columnMoments.length; i++) {
      columnMoments[i] += share * (columnSums[i] / rows - columnMoments[i]);
    }
    for (int matrix = 0; matrix < matrices; matrix++) {
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += rowMoments[matrix * rows + row];
      }
      meanOfRows[matrix] = (float) Math.max(sum / rows, group.settings().eps1());
    }
  }

  @Override
  double updateSquares() {
    engine.run(updateTask, parts.length);
    double total = 0;
    for (double sum : rowSums) {
      total += sum;
    }
    return total;
  }

  @Override
  void move(float stepSize, float shrink) {
    this.stepSize = stepSize;
    this.shrink = shrink;
    engine.run(moveTask, parts.length);
  }

  private int firstRow(int part) {
    return Ranges.start(matrices * rows, parts.length, part, 1);
  }

  private void rowSquaresOfPart(int index) {
    Part part = parts[index];
    for (int row = firstRow(index); row < firstRow(index + 1); row++) {
      run(part, part.squares, row);
      rowSums[row] = part.reductions.sum(part.arrays[RESULT], 0, columns);
    }
  }

  /** Some columns of all matrices: each column's sum is in the order of its rows. */
  private void columnSquaresOfPart(int index) {
    Part part = parts[index];
    int first = Ranges.start(columns, columnParts, index, Ranges.CACHE_LINE);
    int count = Ranges.start(columns, columnParts, index + 1, Ranges.CACHE_LINE) - first;
    part.arrays[COLUMNS] = columnSums;
    for (int matrix = 0; matrix < matrices; matrix++) {
      int sums = matrix * columns + first;
      for (int i = sums; i < sums + count; i++) {
        columnSums[i] = 0;
      }
      part.offsets[COLUMNS] = sums;
      for (int row = 0; row < rows; row++) {
        int start = (matrix * rows + row) * columns + first;
        part.offsets[GRADIENT] = parameter.gradientBuffer().offset() + start;
        part.addSquares.run(part.arrays, part.offsets, strides, part.scalars, 1, count);
      }
    }
  }

  private void updateSquaresOfPart(int index) {
    Part part = parts[index];
    for (int row = firstRow(index); row < firstRow(index + 1); row++) {
      run(part, part.updateSquares, row);
      rowSums[row] = part.reductions.sum(part.arrays[RESULT], 0, columns);
    }
  }

  private void moveOfPart(int index) {
    Part part = parts[index];
    part.scalars[STEP_SIZE] = stepSize;
    part.scalars[SHRINK] = shrink;
    for (int row = firstRow(index); row < firstRow(index + 1); row++) {
      run(part, part.move, row);
    }
  }

  private void run(Part part, Pointwise kernel, int row) {
    int matrix = row / rows;
    part.arrays[COLUMNS] = columnMoments;
    part.offsets[COLUMNS] = matrix * columns;
    part.offsets[PARAMETER] = parameter.value().offset() + row * columns;
    part.offsets[GRADIENT] = parameter.gradientBuffer().offset() + row * columns;
    part.scalars[ROW_SCALE] = rowMoments[row] / meanOfRows[matrix];
    kernel.run(part.arrays, part.offsets, strides, part.scalars, 1, columns);
  }
}
