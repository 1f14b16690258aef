package dev.javelin.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns expressions into a {@link Program}: expands composite operations and numbers values, so
 * that equal sub-expressions, also those inside two expansions, become one instruction.
 */
final class Lowering {
  private final List<Program.Instruction> instructions = new ArrayList<>();
  private final Map<Program.Instruction, Integer> numbers = new HashMap<>();
  private final IdentityHashMap<Expr, Integer> lowered = new IdentityHashMap<>();

  private Lowering() {}

  static Program lower(List<Formula.Output> outputs) {
    var lowering = new Lowering();
    var stores = new ArrayList<Program.Store>();
    for (Formula.Output output : outputs) {
      stores.add(new Program.Store(output.slot(), lowering.position(output.value())));
    }
    return new Program(lowering.instructions, stores);
  }

  private int position(Expr expr) {
    if (expr == null) {
      return -1;
    }
    Integer known = lowered.get(expr);
    if (known != null) {
      return known;
    }
    int position =
        expr.op().primitive()
            ? number(
                new Program.Instruction(
                    expr.op(),
                    position(expr.a()),
                    position(expr.b()),
                    position(expr.c()),
                    expr.value(),
                    expr.index()))
            : position(FloatMath.expand(expr.op(), expr.a()));
    lowered.put(expr, position);
    return position;
  }

  private int number(Program.Instruction instruction) {
    Integer known = numbers.get(instruction);
    if (known != null) {
      return known;
    }
    instructions.add(instruction);
    numbers.put(instruction, instructions.size() - 1);
    return instructions.size() - 1;
  }
}
