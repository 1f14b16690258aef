package dev.javelin.simd.pointwise;

import dev.javelin.formula.Program;
import dev.javelin.kernels.Pointwise;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Binds programs. Equal programs share one compiled loop, which the JIT then compiles once. */
public final class PointwiseCompiler {
  private final ConcurrentMap<Program, Pointwise> compiled = new ConcurrentHashMap<>();

  /** Makes a compiler that has compiled nothing yet. */
  public PointwiseCompiler() {}

  /** One pass over operand arrays that computes the program. */
  public Pointwise bind(Program program) {
    List<Program> pieces = ProgramCutter.cut(program);
    return pieces.size() == 1
        ? compile(program)
        : new PiecewisePointwise(
            program.slots(), pieces, pieces.stream().map(this::compile).toList());
  }

  private Pointwise compile(Program program) {
    return compiled.computeIfAbsent(program, VectorPointwise::new);
  }
}
