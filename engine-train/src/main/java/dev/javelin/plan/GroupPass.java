package dev.javelin.plan;

import dev.javelin.Engine;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.formula.Program;
import dev.javelin.kernels.Pointwise;
import dev.javelin.tensor.Tensor;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A formula over whole tensors of one size and numbers of which each group has one; split over an
 * engine's threads by groups. Allocates once.
 *
 * <p>Where groups are columns, their numbers are an operand that is the same for every row.
 * Otherwise each group is a call of its own, and its numbers are scalars.
 */
public final class GroupPass {
  private final Groups groups;
  private final int slots;
  private final int[] starts;
  private final Pointwise[] kernels;
  private final int[][] offsets;
  private final float[][] scalars;
  private final float[][] arrays;
  private final int[] strides;
  private final Tensor[] tensors;
  private final Tensor[] numbers;

  /**
   * Binds a formula.
   *
   * @param slots how many tensors it is over: its slots from 0 on
   * @param numbers how many numbers each group has
   * @param formula given the expression of each of the numbers
   */
  public GroupPass(
      Engine engine,
      Groups groups,
      int slots,
      int numbers,
      Function<IntFunction<Expr>, Formula> formula) {
    this.groups = groups;
    this.slots = slots;
    IntFunction<Expr> number =
        groups.areColumns() ? i -> Expr.input(slots + i) : i -> Expr.scalar(i);
    Program program = formula.apply(number).program();
    starts = groups.starts(engine);
    int parts = starts.length - 1;
    kernels = new Pointwise[parts];
    for (int part = 0; part < parts; part++) {
      kernels[part] = engine.kernels().pointwise(program);
    }
    offsets = new int[parts][slots + numbers];
    scalars = new float[parts][numbers];
    arrays = new float[slots + numbers][];
    strides = new int[slots + numbers];
    tensors = new Tensor[slots];
    this.numbers = new Tensor[numbers];
  }

  /** Sets the tensor of a slot for the runs to come. */
  public GroupPass operand(int slot, Tensor tensor) {
    tensors[slot] = tensor;
    arrays[slot] = tensor.array();
    strides[slot] = groups.count() * groups.inner();
    return this;
  }

  /** Sets the groups' numbers of an index for the runs to come. */
  public GroupPass number(int index, Tensor perGroup) {
    numbers[index] = perGroup;
    arrays[slots + index] = perGroup.array();
    return this;
  }

  /** How many parts it is split into. */
  public int parts() {
    return kernels.length;
  }

  /** Runs the groups of a part. */
  public void run(int part) {
    run(part, starts[part], starts[part + 1]);
  }

  /** Runs some of the groups of a part. */
  public void run(int part, int first, int end) {
    if (groups.areColumns()) {
      place(part, first);
      for (int i = 0; i < numbers.length; i++) {
        offsets[part][slots + i] = numbers[i].offset() + first;
      }
      kernels[part].run(arrays, offsets[part], strides, scalars[part], groups.outer(), end - first);
      return;
    }
    for (int g = first; g < end; g++) {
      place(part, g * groups.inner());
      for (int i = 0; i < numbers.length; i++) {
        scalars[part][i] = numbers[i].array()[numbers[i].offset() + g];
      }
      kernels[part].run(
          arrays, offsets[part], strides, scalars[part], groups.outer(), groups.inner());
    }
  }

  private void place(int part, int start) {
    for (int slot = 0; slot < slots; slot++) {
      offsets[part][slot] = tensors[slot].offset() + start;
    }
  }
}
