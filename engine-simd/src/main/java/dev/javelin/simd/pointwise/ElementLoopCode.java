package dev.javelin.simd.pointwise;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;

import dev.javelin.formula.FloatBits;
import dev.javelin.formula.Op;
import dev.javelin.formula.Program;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** A loop over single elements: a value is a {@code float}. */
final class ElementLoopCode extends LoopCode {
  private static final ClassDesc MATH = ClassDesc.of(Math.class.getName());
  private static final ClassDesc BITS = ClassDesc.of(FloatBits.class.getName());
  private static final MethodTypeDesc UNARY = MethodTypeDesc.of(CD_float, CD_float);
  private static final MethodTypeDesc BINARY = MethodTypeDesc.of(CD_float, CD_float, CD_float);
  private static final MethodTypeDesc TERNARY =
      MethodTypeDesc.of(CD_float, CD_float, CD_float, CD_float);

  private final CodeBuilder code;

  ElementLoopCode(CodeBuilder code, Program program) {
    super(code, program);
    this.code = code;
  }

  @Override
  int step() {
    return 1;
  }

  @Override
  void repeat() {
    // A float is a value already.
  }

  @Override
  void loadElements() {
    code.faload();
  }

  @Override
  void storeElements(int local) {
    code.fload(local).fastore();
  }

  @Override
  void storeValue(int local) {
    code.fstore(local);
  }

  @Override
  void apply(Op op, int a, int b, int c) {
    switch (op) {
      case ADD -> code.fload(a).fload(b).fadd();
      case SUBTRACT -> code.fload(a).fload(b).fsub();
      case MULTIPLY -> code.fload(a).fload(b).fmul();
      case DIVIDE -> code.fload(a).fload(b).fdiv();
      case NEGATE -> code.fload(a).fneg();
      case MAX -> code.fload(a).fload(b).invokestatic(MATH, "max", BINARY);
      case MIN -> code.fload(a).fload(b).invokestatic(MATH, "min", BINARY);
      case ABS -> code.fload(a).invokestatic(MATH, "abs", UNARY);
      case FMA -> code.fload(a).fload(b).fload(c).invokestatic(MATH, "fma", TERNARY);
      case SQRT -> {
        // Rounding the root in double precision gives the float's correctly rounded root.
        code.fload(a).f2d();
        code.invokestatic(MATH, "sqrt", MethodTypeDesc.of(CD_double, CD_double)).d2f();
      }
      case SELECT_NEGATIVE -> select(Opcode.IFGE, a, b, c);
      case SELECT_ZERO -> select(Opcode.IFNE, a, b, c);
      case POWER_OF_TWO -> code.fload(a).invokestatic(BITS, "powerOfTwo", UNARY);
      case EXPONENT -> code.fload(a).invokestatic(BITS, "exponent", UNARY);
      case MANTISSA -> code.fload(a).invokestatic(BITS, "mantissa", UNARY);
      case INPUT, SCALAR, CONSTANT, EXP, EXPM1, LOG, LOG1P, TANH, ERF, SIGMOID ->
          throw new IllegalStateException(op + " is no operation on values");
    }
  }

  /** {@code b} unless the comparison of {@code a} with 0 holds, then {@code c}. */
  private void select(Opcode comparison, int a, int b, int c) {
    Label otherwise = code.newLabel();
    Label end = code.newLabel();
    // fcmpg counts NaN as greater.
    code.fload(a).fconst_0().fcmpg().branch(comparison, otherwise);
    code.fload(b).goto_(end);
    code.labelBinding(otherwise).fload(c);
    code.labelBinding(end);
  }
}
