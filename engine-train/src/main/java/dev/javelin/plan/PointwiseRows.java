package dev.javelin.plan;

import dev.javelin.Engine;
import dev.javelin.formula.Program;
import dev.javelin.kernels.Pointwise;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.tensor.Tensor;

/**
 * A formula over rows that lie apart or repeat, each operand with its own distance between rows,
 * split by columns over an engine's threads. Allocates once.
 */
public final class PointwiseRows {
  private static final float[] NO_SCALARS = {};

  private final Engine engine;
  private final int rows;
  private final int[] starts;
  private final Pointwise[] kernels;
  private final float[][] arrays;
  private final int[][] offsets;
  private final int[] strides;
  private final PartTask task = this::runPart;

  /** Binds a formula without scalars to the number of rows and the elements of a row. */
  public PointwiseRows(Engine engine, Program program, int rows, int columns) {
    this.engine = engine;
    this.rows = rows;
    int parts =
        Math.min(engine.parts((long) rows * columns), Math.ceilDiv(columns, Ranges.CACHE_LINE));
    int slots = program.slots();
    kernels = new Pointwise[parts];
    starts = new int[parts + 1];
    for (int part = 0; part < parts; part++) {
      kernels[part] = engine.kernels().pointwise(program);
      starts[part + 1] = Ranges.start(columns, parts, part + 1, Ranges.CACHE_LINE);
    }
    arrays = new float[slots][];
    offsets = new int[parts][slots];
    strides = new int[slots];
  }

  /**
   * Sets the operand of a slot for the runs to come.
   *
   * @param start of the first row within the tensor
   * @param stride from one row to the next; 0 repeats one row for all
   */
  public PointwiseRows operand(int slot, Tensor tensor, int start, int stride) {
    arrays[slot] = tensor.array();
    strides[slot] = stride;
    for (int part = 0; part < kernels.length; part++) {
      offsets[part][slot] = tensor.offset() + start + starts[part];
    }
    return this;
  }

  /** Runs all parts. */
  public void run() {
    engine.run(task, kernels.length);
  }

  private void runPart(int part) {
    int length = starts[part + 1] - starts[part];
    kernels[part].run(arrays, offsets[part], strides, NO_SCALARS, rows, length);
  }
}
