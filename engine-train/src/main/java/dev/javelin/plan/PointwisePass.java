package dev.javelin.plan;

import dev.javelin.Engine;
import dev.javelin.formula.Program;
import dev.javelin.kernels.Pointwise;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.tensor.Tensor;

/** A formula over whole tensors of one size, split over an engine's threads. Allocates once. */
public final class PointwisePass {
  /** Numbers that are claimed together: 16 KB, half of a first-level cache. */
  private static final int CLAIM = 4096;

  private static final int NOTHING = -1;

  private final Engine engine;
  private final Pointwise[] kernels;
  private final int[] starts;
  private final int[][] offsets;
  // Where a part's run over a few numbers begins.
  private final int[][] places;
  private final float[][] arrays;
  private final int[] strides;
  private final float[] scalars;
  private final PartTask task = this::runPart;
  private int claimed = NOTHING;

  /**
   * Binds a formula.
   *
   * @param length elements of each operand
   * @param scalars what {@code Expr.scalar} refers to; the array is read anew at each run
   */
  public PointwisePass(Engine engine, Program program, int length, float... scalars) {
    this.engine = engine;
    this.scalars = scalars;
    int parts = engine.parts(length);
    int slots = program.slots();
    kernels = new Pointwise[parts];
    offsets = new int[parts][slots];
    // Each on cache lines of its own, as every thread writes its own.
    places = new int[parts][slots + Ranges.CACHE_LINE];
    starts = new int[parts + 1];
    for (int part = 0; part < parts; part++) {
      kernels[part] = engine.kernels().pointwise(program);
      starts[part + 1] = Ranges.start(length, parts, part + 1, Ranges.CACHE_LINE);
    }
    arrays = new float[slots][];
    strides = new int[slots];
  }

  /** How many parts it is split into. */
  public int parts() {
    return kernels.length;
  }

  /** Sets the operand of a slot for the runs to come. */
  public PointwisePass operand(int slot, Tensor tensor) {
    arrays[slot] = tensor.array();
    for (int part = 0; part < kernels.length; part++) {
      offsets[part][slot] = tensor.offset() + starts[part];
    }
    return this;
  }

  /**
   * Has each part claim the cache lines of its share of a slot's array ({@link CacheLines}): for an
   * array that is written here, and that the engine's other threads, if any, have read since it was
   * written last.
   */
  public PointwisePass claiming(int slot) {
    claimed = engine.threads() > 1 ? slot : NOTHING;
    return this;
  }

  /** Runs all parts. */
  public void run() {
    engine.run(task, kernels.length);
  }

  /** Runs one part, for a caller that hands out parts of several passes together. */
  public void runPart(int part) {
    int length = starts[part + 1] - starts[part];
    int piece = claimed == NOTHING ? length : CLAIM;
    int[] place = places[part];
    for (int done = 0; done < length; done += piece) {
      int count = Math.min(piece, length - done);
      for (int slot = 0; slot < arrays.length; slot++) {
        place[slot] = offsets[part][slot] + done;
      }
      if (claimed != NOTHING) {
        CacheLines.claim(arrays[claimed], place[claimed], count);
      }
      kernels[part].run(arrays, place, strides, scalars, 1, count);
    }
  }
}
