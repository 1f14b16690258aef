package dev.javelin.formula;

import java.util.List;

/**
 * A formula as a straight list of primitive instructions, each used value computed once. Two
 * formulas of the same instructions have equal programs, so a backend can keep what it compiled.
 *
 * @param instructions in order of evaluation; operands are positions of earlier ones
 * @param stores which instruction's value goes to which slot, after all instructions
 */
public record Program(List<Instruction> instructions, List<Store> stores) {

  /**
   * One primitive operation.
   *
   * @param op the operation
   * @param a position of the first operand, or -1
   * @param b position of the second operand, or -1
   * @param c position of the third operand, or -1
   * @param value the literal of a {@link Op#CONSTANT}, else 0
   * @param index the slot of an {@link Op#INPUT} or the index of a {@link Op#SCALAR}, else 0
   */
  public record Instruction(Op op, int a, int b, int c, float value, int index) {}

  /**
   * A result.
   *
   * @param slot of the array that takes it
   * @param instruction position of the value
   */
  public record Store(int slot, int instruction) {}

  /** Copies both lists. */
  public Program {
    instructions = List.copyOf(instructions);
    stores = List.copyOf(stores);
  }

  /** How many operand arrays a call must pass: one more than the highest slot used. */
  public int slots() {
    int inputs =
        instructions.stream()
            .filter(i -> i.op() == Op.INPUT)
            .mapToInt(i -> i.index() + 1)
            .max()
            .orElse(0);
    return Math.max(inputs, stores.stream().mapToInt(s -> s.slot() + 1).max().orElse(0));
  }
}
