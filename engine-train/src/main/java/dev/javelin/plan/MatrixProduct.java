package dev.javelin.plan;

import dev.javelin.Engine;
import dev.javelin.kernels.Gemm;
import dev.javelin.kernels.GemmShape;
import dev.javelin.parallel.Ranges;
import dev.javelin.tensor.Tensor;

/**
 * A matrix product whose result is split into ranges of rows or of columns, a kernel each. The sums
 * are never split, so the number of parts does not show in the result.
 */
public final class MatrixProduct {
  /** Multiply-adds below which handing a part to another thread costs more than it saves. */
  private static final long LEAST_PART = 125_000;

  /** Parts of columns are as long as two cache lines and, at any width, whole vectors. */
  private static final int COLUMN_UNIT = 32;

  private static final int ROW_UNIT = 4;

  private final GemmShape shape;
  private final boolean byColumns;
  private final int[] starts;
  private final Gemm[] kernels;

  private MatrixProduct(Engine engine, GemmShape shape, boolean byColumns, int[] starts) {
    this.shape = shape;
    this.byColumns = byColumns;
    this.starts = starts;
    this.kernels = new Gemm[starts.length - 1];
    for (int part = 0; part < kernels.length; part++) {
      int length = starts[part + 1] - starts[part];
      kernels[part] =
          engine.kernels().gemm(byColumns ? withColumns(shape, length) : withRows(shape, length));
    }
  }

  /** A product split as the engine's threads and the shape suggest. */
  public static MatrixProduct split(Engine engine, GemmShape shape) {
    int parts = parts(engine, shape);
    int[] columns = starts(shape.n(), parts, COLUMN_UNIT);
    int[] rows = starts(shape.m(), parts, ROW_UNIT);
    boolean byColumns = (long) longest(columns) * shape.m() <= (long) longest(rows) * shape.n();
    return new MatrixProduct(engine, shape, byColumns, byColumns ? columns : rows);
  }

  /** A product split at the given rows. */
  public static MatrixProduct splitRows(Engine engine, GemmShape shape, int[] starts) {
    return new MatrixProduct(engine, shape, false, starts);
  }

  /** How many parts are worth their hand-over. */
  public static int parts(Engine engine, GemmShape shape) {
    return engine.parts((long) shape.m() * shape.n() * shape.k(), LEAST_PART);
  }

  /** Where parts of columns start, and, last, the number of columns. */
  public static int[] columnStarts(int columns, int parts) {
    return starts(columns, parts, COLUMN_UNIT);
  }

  /** How many parts it is split into. */
  public int parts() {
    return kernels.length;
  }

  /** The first row of the result that a part computes. */
  public int firstRow(int part) {
    return byColumns ? 0 : starts[part];
  }

  /** The first column of the result that a part computes. */
  public int firstColumn(int part) {
    return byColumns ? starts[part] : 0;
  }

  /** How many rows a part computes. */
  public int rows(int part) {
    return byColumns ? shape.m() : starts[part + 1] - starts[part];
  }

  /** How many columns a part computes. */
  public int columns(int part) {
    return byColumns ? starts[part + 1] - starts[part] : shape.n();
  }

  /** Takes a part's share of the right-hand matrix. */
  public void loadB(int part, Tensor b) {
    int column = firstColumn(part);
    int offset = shape.transposeB() ? column * shape.ldb() : column;
    kernels[part].loadB(b.array(), b.offset() + offset);
  }

  /** Computes a part of {@code c}, or adds to it. */
  public void multiply(int part, Tensor a, Tensor c, boolean accumulate) {
    int row = firstRow(part);
    int aOffset = a.offset() + (shape.transposeA() ? row : row * shape.lda());
    int cOffset = c.offset() + row * shape.ldc() + firstColumn(part);
    kernels[part].multiply(a.array(), aOffset, c.array(), cOffset, accumulate);
  }

  /** Where parts start; fewer parts where units are fewer, so that none is empty. */
  private static int[] starts(int length, int parts, int unit) {
    int count = Math.min(parts, Math.ceilDiv(length, unit));
    int[] starts = new int[count + 1];
    for (int part = 0; part <= count; part++) {
      starts[part] = Ranges.start(length, count, part, unit);
    }
    return starts;
  }

  private static int longest(int[] starts) {
    int longest = 0;
    for (int part = 0; part + 1 < starts.length; part++) {
      longest = Math.max(longest, starts[part + 1] - starts[part]);
    }
    return longest;
  }

  /** Some of the rows; if not all, B is not kept, or every part would keep all of it. */
  private static GemmShape withRows(GemmShape s, int rows) {
    boolean keepsB = s.keepsB() && rows == s.m();
    return new GemmShape(
        rows, s.n(), s.k(), s.transposeA(), s.transposeB(), s.lda(), s.ldb(), s.ldc(), keepsB);
  }

  private static GemmShape withColumns(GemmShape s, int columns) {
    return new GemmShape(
        s.m(),
        columns,
        s.k(),
        s.transposeA(),
        s.transposeB(),
        s.lda(),
        s.ldb(),
        s.ldc(),
        s.keepsB());
  }
}
