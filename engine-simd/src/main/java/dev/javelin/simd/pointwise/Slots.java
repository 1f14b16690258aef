package dev.javelin.simd.pointwise;

import dev.javelin.formula.Op;
import dev.javelin.formula.Program;
import java.util.stream.IntStream;

/** Which operand arrays a program touches; a call may leave the others {@code null}. */
final class Slots {
  private Slots() {}

  static int[] of(Program program) {
    IntStream read =
        program.instructions().stream().filter(i -> i.op() == Op.INPUT).mapToInt(i -> i.index());
    IntStream written = program.stores().stream().mapToInt(Program.Store::slot);
    return IntStream.concat(read, written).distinct().sorted().toArray();
  }
}
