package dev.javelin.simd.pointwise;

import static dev.javelin.formula.Expr.input;
import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.formula.Program;
import dev.javelin.kernels.Numbers;
import dev.javelin.kernels.scalar.ScalarKernels;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Programs too long for the JIT to inline, which are cut into several loops. */
final class LongProgramTest {
  @Test
  void anActivationsGradientIsOneLoop() {
    Expr x = input(0);
    Expr density = x.times(x).times(-0.5).exp().times(0.4);
    Expr gelu = density.fma(x, x.times(0.7).erf().fma(Expr.constant(0.5), 0.5));
    assertThat(ProgramCutter.cut(Formula.store(1, gelu).program())).hasSize(1);
  }

  @Test
  void piecesHaveTheBitsOfTheWhole() {
    Program program = longProgram();
    assertThat(ProgramCutter.cut(program)).hasSizeBetween(5, 30);
    int rows = 3;
    int length = 301;
    float[] x = Numbers.mixed(rows * length, new Random(1));
    float[] y = Numbers.mixed(length, new Random(2));
    float[][] actual = {x.clone(), y, new float[x.length]};
    float[][] expected = {x.clone(), y, new float[x.length]};
    int[] strides = {length, 0, length};
    float[] scalars = {0.1f};
    new PointwiseCompiler().bind(program).run(actual, new int[3], strides, scalars, rows, length);
    new ScalarKernels()
        .pointwise(program)
        .run(expected, new int[3], strides, scalars, rows, length);
    Numbers.assertSameBits(actual[0], expected[0]);
    Numbers.assertSameBits(actual[2], expected[2]);
  }

  /** Reads its inputs to the end, and writes to one of them a value that it has from the start. */
  private static Program longProgram() {
    Expr early = input(0).plus(input(1)).exp();
    Expr value = early;
    for (int i = 0; i < 30; i++) {
      value = value.times(Expr.scalar(0)).plus(input(0)).tanh().plus(0.01 * i);
    }
    return Formula.store(0, early).andStore(2, value.plus(early)).program();
  }
}
