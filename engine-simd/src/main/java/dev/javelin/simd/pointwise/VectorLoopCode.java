package dev.javelin.simd.pointwise;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.javelin.formula.FloatBits;
import dev.javelin.formula.Op;
import dev.javelin.formula.Program;
import dev.javelin.simd.VectorSpec;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** A loop over whole vectors: a value is a {@link FloatVector}. */
final class VectorLoopCode extends LoopCode {
  private static final ClassDesc FLOATS = describe(FloatVector.class);
  private static final ClassDesc INTS = describe(IntVector.class);
  private static final ClassDesc VECTOR = describe(Vector.class);
  private static final ClassDesc MASK = describe(VectorMask.class);
  private static final ClassDesc SPECIES = describe(VectorSpecies.class);
  private static final ClassDesc OPERATORS = describe(VectorOperators.class);
  private static final ClassDesc BINARY = describe(VectorOperators.Binary.class);
  private static final ClassDesc COMPARISON = describe(VectorOperators.Comparison.class);
  private static final ClassDesc FLOAT_ARRAY = CD_float.arrayType();

  private static final MethodTypeDesc UNARY = MethodTypeDesc.of(FLOATS);
  private static final MethodTypeDesc WITH_FLOAT = MethodTypeDesc.of(FLOATS, CD_float);
  private static final MethodTypeDesc WITH_VECTOR = MethodTypeDesc.of(FLOATS, VECTOR);
  private static final MethodTypeDesc WITH_VECTORS = MethodTypeDesc.of(FLOATS, VECTOR, VECTOR);
  private static final MethodTypeDesc COMPARE = MethodTypeDesc.of(MASK, COMPARISON, CD_float);
  private static final MethodTypeDesc BLEND = MethodTypeDesc.of(FLOATS, VECTOR, MASK);
  private static final MethodTypeDesc TO_INTS = MethodTypeDesc.of(INTS);
  private static final MethodTypeDesc INTS_WITH_INT = MethodTypeDesc.of(INTS, CD_int);
  private static final MethodTypeDesc LANEWISE = MethodTypeDesc.of(INTS, BINARY, CD_int);

  private final CodeBuilder code;

  VectorLoopCode(CodeBuilder code, Program program) {
    super(code, program);
    this.code = code;
  }

  /** How many calls of the Vector API an operation is. */
  static int calls(Op op) {
    return switch (op) {
      case POWER_OF_TWO -> 4;
      case EXPONENT, MANTISSA -> 6;
      case SELECT_NEGATIVE, SELECT_ZERO -> 2;
      default -> 1;
    };
  }

  private static ClassDesc describe(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  @Override
  int step() {
    return VectorSpec.LANES;
  }

  @Override
  void repeat() {
    species().swap();
    code.invokestatic(FLOATS, "broadcast", MethodTypeDesc.of(FLOATS, SPECIES, CD_float));
  }

  @Override
  void loadElements() {
    // The species comes first; the array and index are on the stack already.
    int index = scratch(0);
    int array = scratch(1);
    code.istore(index).astore(array);
    species().aload(array).iload(index);
    code.invokestatic(FLOATS, "fromArray", MethodTypeDesc.of(FLOATS, SPECIES, FLOAT_ARRAY, CD_int));
  }

  @Override
  void storeElements(int local) {
    int index = scratch(0);
    int array = scratch(1);
    code.istore(index).astore(array);
    code.aload(local).aload(array).iload(index);
    code.invokevirtual(FLOATS, "intoArray", MethodTypeDesc.of(CD_void, FLOAT_ARRAY, CD_int));
  }

  @Override
  void storeValue(int local) {
    code.astore(local);
  }

  private CodeBuilder species() {
    return code.getstatic(describe(VectorSpec.class), "SPECIES", SPECIES);
  }

  @Override
  void apply(Op op, int a, int b, int c) {
    switch (op) {
      case ADD -> binary("add", a, b);
      case SUBTRACT -> binary("sub", a, b);
      case MULTIPLY -> binary("mul", a, b);
      case DIVIDE -> binary("div", a, b);
      case MAX -> binary("max", a, b);
      case MIN -> binary("min", a, b);
      case SQRT -> unary("sqrt", a);
      case ABS -> unary("abs", a);
      case NEGATE -> unary("neg", a);
      case FMA -> {
        code.aload(a).aload(b).aload(c);
        code.invokevirtual(FLOATS, "fma", WITH_VECTORS);
      }
      case SELECT_NEGATIVE -> select("LT", a, b, c);
      case SELECT_ZERO -> select("EQ", a, b, c);
      case POWER_OF_TWO -> powerOfTwo(a);
      case EXPONENT -> exponent(a);
      case MANTISSA -> mantissa(a);
      case INPUT, SCALAR, CONSTANT, EXP, EXPM1, LOG, LOG1P, TANH, ERF, SIGMOID ->
          throw new IllegalStateException(op + " is no operation on values");
    }
  }

  private void unary(String name, int a) {
    code.aload(a).invokevirtual(FLOATS, name, UNARY);
  }

  private void binary(String name, int a, int b) {
    code.aload(a).aload(b).invokevirtual(FLOATS, name, WITH_VECTOR);
  }

  private void select(String comparison, int a, int b, int c) {
    code.aload(c).aload(b).aload(a);
    code.getstatic(OPERATORS, comparison, COMPARISON).fconst_0();
    code.invokevirtual(FLOATS, "compare", COMPARE);
    code.invokevirtual(FLOATS, "blend", BLEND);
  }

  /** As {@link FloatBits#powerOfTwo}. */
  private void powerOfTwo(int a) {
    code.aload(a).loadConstant(FloatBits.BIASED).invokevirtual(FLOATS, "add", WITH_FLOAT);
    toInts();
    lanewise("LSHL", FloatBits.MANTISSA_LENGTH);
    toFloats();
  }

  /** As {@link FloatBits#exponent}. */
  private void exponent(int a) {
    code.aload(a);
    toInts().loadConstant(FloatBits.LEAST_MANTISSA_BITS);
    code.invokevirtual(INTS, "sub", INTS_WITH_INT);
    lanewise("ASHR", FloatBits.MANTISSA_LENGTH);
    code.loadConstant(FloatBits.WHOLE_BITS).invokevirtual(INTS, "add", INTS_WITH_INT);
    toFloats().loadConstant(FloatBits.WHOLE).invokevirtual(FLOATS, "sub", WITH_FLOAT);
  }

  /** As {@link FloatBits#mantissa}. */
  private void mantissa(int a) {
    code.aload(a);
    toInts().loadConstant(FloatBits.LEAST_MANTISSA_BITS);
    code.invokevirtual(INTS, "sub", INTS_WITH_INT);
    code.loadConstant(FloatBits.MANTISSA_MASK).invokevirtual(INTS, "and", INTS_WITH_INT);
    code.loadConstant(FloatBits.LEAST_MANTISSA_BITS);
    code.invokevirtual(INTS, "add", INTS_WITH_INT);
    toFloats();
  }

  private CodeBuilder toInts() {
    return code.invokevirtual(FLOATS, "reinterpretAsInts", TO_INTS);
  }

  private CodeBuilder toFloats() {
    return code.invokevirtual(INTS, "reinterpretAsFloats", UNARY);
  }

  private CodeBuilder lanewise(String operator, int operand) {
    code.getstatic(OPERATORS, operator, BINARY).loadConstant(operand);
    return code.invokevirtual(INTS, "lanewise", LANEWISE);
  }
}
