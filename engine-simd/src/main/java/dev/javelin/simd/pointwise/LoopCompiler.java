package dev.javelin.simd.pointwise;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.javelin.formula.Program;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;

/**
 * Compiles a {@link Program} to bytecode: the loop one would write by hand with the Vector API.
 *
 * <p>Why bytecode and not a loop that calls an operator given as an object: the JIT only keeps
 * vectors in registers where every call is inlined into the loop, and it stops inlining one shared
 * loop once a few operators went through it. Here every program has a loop of its own, in a hidden
 * class, made of direct calls to the Vector API, which the JIT inlines always.
 */
final class LoopCompiler {
  private static final MethodTypeDesc LOOP_METHOD =
      MethodTypeDesc.of(
          CD_void,
          CD_float.arrayType(2),
          CD_int.arrayType(),
          CD_int.arrayType(),
          CD_float.arrayType(),
          CD_int,
          CD_int,
          CD_int);

  private LoopCompiler() {}

  static Loop compile(Program program) {
    ClassDesc name = ClassDesc.of(LoopCompiler.class.getPackageName(), "CompiledLoop");
    byte[] bytes = ClassFile.of().build(name, builder -> declare(builder, program));
    try {
      Class<?> compiled = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
      return (Loop) compiled.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the JVM refuses a loop compiled for " + program, e);
    }
  }

  private static void declare(ClassBuilder builder, Program program) {
    builder
        .withFlags(ACC_FINAL)
        .withInterfaceSymbols(ClassDesc.of(Loop.class.getName()))
        .withMethodBody(
            INIT_NAME,
            MTD_void,
            ACC_PUBLIC,
            code -> code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_())
        .withMethodBody(
            "vectors", LOOP_METHOD, ACC_PUBLIC, code -> new VectorLoopCode(code, program).emit())
        .withMethodBody(
            "elements", LOOP_METHOD, ACC_PUBLIC, code -> new ElementLoopCode(code, program).emit());
  }
}
