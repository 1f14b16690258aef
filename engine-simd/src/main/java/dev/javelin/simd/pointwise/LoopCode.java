package dev.javelin.simd.pointwise;

import dev.javelin.formula.Op;
import dev.javelin.formula.Program;
import dev.javelin.formula.Program.Instruction;
import dev.javelin.formula.Program.Store;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/**
 * The code of one method of a {@link Loop}: what both kinds of loop have in common.
 *
 * <pre>{@code
 * float[] array0 = arrays[0]; int start0 = offsets[0] + row * strides[0]; // for each slot
 * value3 = scalars[0];
 * for (; from < to; from += step) {
 *   value0 = array0[start0 + from]; // a local variable for each instruction
 *   value1 = value0 * value3;
 *   array1[start1 + from] = value1;
 * }
 * }</pre>
 */
abstract class LoopCode {
  private static final int ARRAYS = 1;
  private static final int OFFSETS = 2;
  private static final int STRIDES = 3;
  private static final int SCALARS = 4;
  private static final int ROW = 5;
  private static final int FROM = 6;
  private static final int TO = 7;
  private static final int FIRST_FREE = 8;

  private final CodeBuilder code;
  private final Program program;

  LoopCode(CodeBuilder code, Program program) {
    this.code = code;
    this.program = program;
  }

  /** How many elements a round computes. */
  abstract int step();

  /** Turns the float on the stack into a value. */
  abstract void repeat();

  /** Pushes the value at the array and index on the stack. */
  abstract void loadElements();

  /** Stores value {@code local} at the array and index on the stack. */
  abstract void storeElements(int local);

  /** Pushes the result of an operation on values in local variables. */
  abstract void apply(Op op, int a, int b, int c);

  /** A local variable for the use of one {@link #apply}, 0 or 1. */
  final int scratch(int number) {
    return value(program.instructions().size() + number);
  }

  final void emit() {
    for (int slot : Slots.of(program)) {
      code.aload(ARRAYS).loadConstant(slot).aaload().astore(array(slot));
      code.aload(OFFSETS).loadConstant(slot).iaload();
      code.iload(ROW).aload(STRIDES).loadConstant(slot).iaload().imul();
      code.iadd().istore(start(slot));
    }
    for (int i = 0; i < program.instructions().size(); i++) {
      hoist(program.instructions().get(i), value(i));
    }
    Label top = code.newBoundLabel();
    Label end = code.newLabel();
    code.iload(FROM).iload(TO).if_icmpge(end);
    for (int i = 0; i < program.instructions().size(); i++) {
      compute(program.instructions().get(i), value(i));
    }
    for (Store store : program.stores()) {
      element(store.slot());
      storeElements(value(store.instruction()));
    }
    code.iinc(FROM, step()).goto_(top).labelBinding(end).return_();
  }

  private void hoist(Instruction instruction, int local) {
    if (instruction.op() == Op.SCALAR) {
      code.aload(SCALARS).loadConstant(instruction.index()).faload();
      repeat();
      storeValue(local);
    }
  }

  private void compute(Instruction instruction, int local) {
    switch (instruction.op()) {
      case SCALAR -> {
        return;
      }
      case CONSTANT -> {
        // The JIT moves this out of the loop. Done here before the loop, the vectors would be local
        // variables that live at its safepoint, and from 32 on C2 made one an object.
        code.loadConstant(instruction.value());
        repeat();
      }
      case INPUT -> {
        element(instruction.index());
        loadElements();
      }
      default ->
          apply(
              instruction.op(),
              value(instruction.a()),
              value(instruction.b()),
              value(instruction.c()));
    }
    storeValue(local);
  }

  /** Moves the value on the stack to a local variable. */
  abstract void storeValue(int local);

  private void element(int slot) {
    code.aload(array(slot)).iload(start(slot)).iload(FROM).iadd();
  }

  private int array(int slot) {
    return FIRST_FREE + 2 * slot;
  }

  private int start(int slot) {
    return array(slot) + 1;
  }

  private int value(int instruction) {
    return FIRST_FREE + 2 * program.slots() + instruction;
  }
}
