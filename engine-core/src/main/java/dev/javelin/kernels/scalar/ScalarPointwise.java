package dev.javelin.kernels.scalar;

import dev.javelin.formula.FloatBits;
import dev.javelin.formula.Program;
import dev.javelin.formula.Program.Instruction;
import dev.javelin.formula.Program.Store;
import dev.javelin.kernels.Pointwise;
import java.util.Arrays;

/**
 * Interprets a {@link Program}, one instruction at a time over a block of elements short enough for
 * all intermediate values to stay in cache.
 */
final class ScalarPointwise implements Pointwise {
  private static final int BLOCK = 128;

  private final Program program;
  private final float[][] values;

  ScalarPointwise(Program program) {
    this.program = program;
    this.values = new float[program.instructions().size()][BLOCK];
  }

  @Override
  public void run(
      float[][] arrays, int[] offsets, int[] strides, float[] scalars, int rows, int length) {
    for (int row = 0; row < rows; row++) {
      for (int start = 0; start < length; start += BLOCK) {
        int count = Math.min(BLOCK, length - start);
        for (int i = 0; i < values.length; i++) {
          Instruction instruction = program.instructions().get(i);
          switch (instruction.op()) {
            case INPUT -> {
              int slot = instruction.index();
              int from = offsets[slot] + row * strides[slot] + start;
              System.arraycopy(arrays[slot], from, values[i], 0, count);
            }
            case SCALAR -> Arrays.fill(values[i], 0, count, scalars[instruction.index()]);
            case CONSTANT -> Arrays.fill(values[i], 0, count, instruction.value());
            default -> evaluate(instruction, values[i], count);
          }
        }
        for (int s = 0; s < program.stores().size(); s++) {
          Store store = program.stores().get(s);
          int slot = store.slot();
          int to = offsets[slot] + row * strides[slot] + start;
          System.arraycopy(values[store.instruction()], 0, arrays[slot], to, count);
        }
      }
    }
  }

  private void evaluate(Instruction instruction, float[] y, int count) {
    float[] a = operand(instruction.a());
    float[] b = operand(instruction.b());
    float[] c = operand(instruction.c());
    switch (instruction.op()) {
      case ADD -> {
        for (int i = 0; i < count; i++) {
          y[i] = a[i] + b[i];
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < count; i++) {
          y[i] = a[i] - b[i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < count; i++) {
          y[i] = a[i] * b[i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < count; i++) {
          y[i] = a[i] / b[i];
        }
      }
      case FMA -> {
        for (int i = 0; i < count; i++) {
          y[i] = Math.fma(a[i], b[i], c[i]);
        }
      }
      case SQRT -> {
        for (int i = 0; i < count; i++) {
          y[i] = (float) Math.sqrt(a[i]);
        }
      }
      case MAX -> {
        for (int i = 0; i < count; i++) {
          y[i] = Math.max(a[i], b[i]);
        }
      }
      case MIN -> {
        for (int i = 0; i < count; i++) {
          y[i] = Math.min(a[i], b[i]);
        }
      }
      case ABS -> {
        for (int i = 0; i < count; i++) {
          y[i] = Math.abs(a[i]);
        }
      }
      case NEGATE -> {
        for (int i = 0; i < count; i++) {
          y[i] = -a[i];
        }
      }
      case POWER_OF_TWO -> {
        for (int i = 0; i < count; i++) {
          y[i] = FloatBits.powerOfTwo(a[i]);
        }
      }
      case EXPONENT -> {
        for (int i = 0; i < count; i++) {
          y[i] = FloatBits.exponent(a[i]);
        }
      }
      case MANTISSA -> {
        for (int i = 0; i < count; i++) {
          y[i] = FloatBits.mantissa(a[i]);
        }
      }
      case SELECT_NEGATIVE -> {
        for (int i = 0; i < count; i++) {
          y[i] = a[i] < 0 ? b[i] : c[i];
        }
      }
      case SELECT_ZERO -> {
        for (int i = 0; i < count; i++) {
          y[i] = a[i] == 0 ? b[i] : c[i];
        }
      }
      case INPUT, SCALAR, CONSTANT, EXP, EXPM1, LOG, LOG1P, TANH, ERF, SIGMOID ->
          throw new IllegalStateException(instruction.op() + " is not to be evaluated here");
    }
  }

  private float[] operand(int position) {
    return position < 0 ? null : values[position];
  }
}
