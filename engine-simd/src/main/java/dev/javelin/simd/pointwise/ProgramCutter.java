package dev.javelin.simd.pointwise;

import dev.javelin.formula.Op;
import dev.javelin.formula.Program;
import dev.javelin.formula.Program.Instruction;
import dev.javelin.formula.Program.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a program that is too long for one loop into pieces, run one after the other.
 *
 * <p>A value that a later piece needs goes through a slot of its own, after the program's. Operand
 * arrays are written by the last piece only, so that every piece may read them.
 */
final class ProgramCutter {
  /**
   * Calls of the Vector API in one loop. With too many the JIT gives up inlining, and the loop is
   * hundreds of times slower: chains of additions and of multiply-adds were fine at 500 calls and
   * not at 600, selections at 600 and not at 750 (Temurin 25, 512 bits); and compiling such a loop
   * takes the JIT seconds. This is far from both, and the longest formulas in use, GELU's gradient
   * and binary cross-entropy, are below 150.
   */
  private static final int MOST_CALLS = 250;

  /** Calls that compute, in a piece; those that load and store come on top. */
  private static final int CALLS_OF_PIECE = 100;

  private final Program program;
  private final int[] pieceOf;
  private final int pieces;
  private final Map<Integer, Integer> slotOf = new HashMap<>();

  private ProgramCutter(Program program) {
    this.program = program;
    pieceOf = new int[program.instructions().size()];
    int piece = 0;
    int calls = 0;
    for (int i = 0; i < pieceOf.length; i++) {
      Op op = program.instructions().get(i).op();
      if (op.arity() > 0) {
        if (calls > CALLS_OF_PIECE) {
          piece++;
          calls = 0;
        }
        calls += VectorLoopCode.calls(op);
      }
      pieceOf[i] = piece;
    }
    pieces = piece + 1;
  }

  /** The program itself if it is short enough, else its pieces. */
  static List<Program> cut(Program program) {
    int calls = program.stores().size();
    for (Instruction instruction : program.instructions()) {
      calls += VectorLoopCode.calls(instruction.op());
    }
    return calls <= MOST_CALLS ? List.of(program) : new ProgramCutter(program).pieces();
  }

  private List<Program> pieces() {
    for (int i = 0; i < pieceOf.length; i++) {
      Instruction instruction = program.instructions().get(i);
      keep(instruction.a(), pieceOf[i]);
      keep(instruction.b(), pieceOf[i]);
      keep(instruction.c(), pieceOf[i]);
    }
    for (Store store : program.stores()) {
      keep(store.instruction(), pieces - 1);
    }
    var result = new ArrayList<Program>();
    for (int piece = 0; piece < pieces; piece++) {
      result.add(new Piece(piece).toProgram());
    }
    return result;
  }

  /** Gives a value that a later piece uses a slot. */
  private void keep(int value, int usedIn) {
    if (value >= 0 && computes(value) && pieceOf[value] < usedIn) {
      slotOf.computeIfAbsent(value, v -> program.slots() + slotOf.size());
    }
  }

  /** Inputs, scalars and constants are had again in each piece. */
  private boolean computes(int value) {
    return program.instructions().get(value).op().arity() > 0;
  }

  private final class Piece {
    private final int number;
    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<Integer, Integer> positions = new HashMap<>();

    Piece(int number) {
      this.number = number;
    }

    Program toProgram() {
      var stores = new ArrayList<Store>();
      for (int i = 0; i < pieceOf.length; i++) {
        if (pieceOf[i] == number && computes(i)) {
          int position = position(i);
          if (slotOf.containsKey(i)) {
            stores.add(new Store(slotOf.get(i), position));
          }
        }
      }
      if (number == pieces - 1) {
        for (Store store : program.stores()) {
          stores.add(new Store(store.slot(), position(store.instruction())));
        }
      }
      return new Program(instructions, stores);
    }

    /** Where in this piece a value of the program is. */
    private int position(int value) {
      if (value < 0) {
        return value;
      }
      Integer known = positions.get(value);
      if (known != null) {
        return known;
      }
      instructions.add(imported(value));
      positions.put(value, instructions.size() - 1);
      return instructions.size() - 1;
    }

    private Instruction imported(int value) {
      Instruction instruction = program.instructions().get(value);
      if (computes(value) && pieceOf[value] < number) {
        return new Instruction(Op.INPUT, -1, -1, -1, 0, slotOf.get(value));
      }
      return new Instruction(
          instruction.op(),
          position(instruction.a()),
          position(instruction.b()),
          position(instruction.c()),
          instruction.value(),
          instruction.index());
    }
  }
}
