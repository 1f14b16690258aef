package dev.javelin.plan;

import dev.javelin.Engine;
import dev.javelin.formula.Program;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.tensor.Tensor;

/**
 * A formula over rows that lie apart or repeat, each operand with its own distance between rows,
 * split by columns over an engine's threads. Allocates once.
 */
public final class PointwiseRows {
  private final Engine engine;
  private final int[] starts;
  private final PointwiseBlock[] blocks;
  private final PartTask task = this::runPart;

  /** Binds a formula without scalars to the number of rows and the elements of a row. */
  public PointwiseRows(Engine engine, Program program, int rows, int columns) {
    this.engine = engine;
    int lines = Math.ceilDiv(columns, Ranges.CACHE_LINE);
    int parts = Math.min(engine.parts((long) rows * columns), lines);
    starts = new int[parts + 1];
    blocks = new PointwiseBlock[parts];
    for (int part = 0; part < parts; part++) {
      starts[part + 1] = Ranges.start(columns, parts, part + 1, Ranges.CACHE_LINE);
      blocks[part] = new PointwiseBlock(engine, program, rows, starts[part + 1] - starts[part]);
    }
  }

  /**
   * Sets the operand of a slot for the runs to come.
   *
   * @param start of the first row within the tensor
   * @param stride from one row to the next; 0 repeats one row for all
   */
  public PointwiseRows operand(int slot, Tensor tensor, int start, int stride) {
    for (int part = 0; part < blocks.length; part++) {
      blocks[part].operand(slot, tensor, start + starts[part], stride);
    }
    return this;
  }

  /** Runs all parts. */
  public void run() {
    engine.run(task, blocks.length);
  }

  private void runPart(int part) {
    blocks[part].run();
  }
}
