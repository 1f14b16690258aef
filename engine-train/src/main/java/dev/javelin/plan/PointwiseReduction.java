package dev.javelin.plan;

import dev.javelin.Engine;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.formula.Program;
import dev.javelin.kernels.Pointwise;
import dev.javelin.kernels.Reductions;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.tensor.Tensor;

/**
 * The sum, or the maximum, of an expression over whole tensors of one size, in one pass over
 * memory: blocks of a fixed length are computed in a scratch buffer and reduced while they are in
 * cache. The blocks' results are put together in order, so the number of threads does not show.
 * Allocates once.
 */
public final class PointwiseReduction {
  private static final int BLOCK = Reductions.CHUNK;

  /** Blocks below which handing a part to another thread costs more than it saves. */
  private static final int LEAST_PART = 4;

  private static final float[] NO_SCALARS = {};

  private final Engine engine;
  private final Reductions reductions;
  private final int length;
  private final int resultSlot;
  private final int parts;
  private final Pointwise[] kernels;
  private final float[][][] arrays;
  private final int[][] offsets;
  private final int[] starts;
  private final int[] strides;
  private final double[] results;
  private final PartTask sums = part -> runPart(part, false);
  private final PartTask maxima = part -> runPart(part, true);

  /**
   * Binds an expression.
   *
   * @param length elements of each operand
   */
  public PointwiseReduction(Engine engine, Expr value, int length) {
    this.engine = engine;
    this.length = length;
    reductions = engine.kernels().reductions();
    resultSlot = Formula.store(0, value).program().slots();
    Program program = Formula.store(resultSlot, value).program();
    results = new double[Math.ceilDiv(length, BLOCK)];
    parts = engine.parts(results.length, LEAST_PART);
    kernels = new Pointwise[parts];
    arrays = new float[parts][resultSlot + 1][];
    offsets = new int[parts][resultSlot + 1];
    for (int part = 0; part < parts; part++) {
      kernels[part] = engine.kernels().pointwise(program);
      arrays[part][resultSlot] = new float[Math.min(length, BLOCK)];
    }
    starts = new int[resultSlot];
    strides = new int[resultSlot + 1];
  }

  /** Sets the operand of a slot for the runs to come. */
  public PointwiseReduction operand(int slot, Tensor tensor) {
    return operand(slot, tensor.array(), tensor.offset());
  }

  /** Sets the operand of a slot for the runs to come: an array, from an offset on. */
  public PointwiseReduction operand(int slot, float[] array, int offset) {
    for (int part = 0; part < parts; part++) {
      arrays[part][slot] = array;
    }
    starts[slot] = offset;
    return this;
  }

  /** The sum over all elements. */
  public double sum() {
    engine.run(sums, parts);
    double total = 0;
    for (double result : results) {
      total += result;
    }
    return total;
  }

  /** The largest of all elements; NaN if any is NaN. */
  public double max() {
    engine.run(maxima, parts);
    double largest = Double.NEGATIVE_INFINITY;
    for (double result : results) {
      largest = Math.max(largest, result);
    }
    return largest;
  }

  private void runPart(int part, boolean max) {
    float[] scratch = arrays[part][resultSlot];
    int end = Ranges.start(results.length, parts, part + 1, 1);
    for (int block = Ranges.start(results.length, parts, part, 1); block < end; block++) {
      int first = block * BLOCK;
      int count = Math.min(BLOCK, length - first);
      for (int slot = 0; slot < resultSlot; slot++) {
        offsets[part][slot] = starts[slot] + first;
      }
      kernels[part].run(arrays[part], offsets[part], strides, NO_SCALARS, 1, count);
      results[block] = max ? reductions.max(scratch, 0, count) : reductions.sum(scratch, 0, count);
    }
  }
}
