package dev.javelin.formula;

import static dev.javelin.formula.Expr.constant;
import static dev.javelin.formula.Expr.input;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProgramTest {
  @Test
  void equalSubexpressionsBecomeOneInstruction() {
    Expr twice = input(0).plus(1).times(input(0).plus(1));
    assertThat(Formula.store(0, twice).program().instructions())
        .extracting(Program.Instruction::op)
        .containsExactly(Op.INPUT, Op.CONSTANT, Op.ADD, Op.MULTIPLY);
  }

  @Test
  void expansionsShareInstructions() {
    Program one = Formula.store(0, input(0).exp()).program();
    Program two = Formula.store(0, input(0).exp()).andStore(1, input(0).exp()).program();
    assertThat(two.instructions()).isEqualTo(one.instructions());
    assertThat(two.stores()).extracting(Program.Store::slot).containsExactly(0, 1);
  }

  @Test
  void formulasOfTheSameInstructionsHaveEqualPrograms() {
    Program one = Formula.store(1, input(0).sigmoid()).program();
    Program two = Formula.store(1, input(0).sigmoid()).program();
    assertThat(one).isEqualTo(two).hasSameHashCodeAs(two);
  }

  @Test
  void zerosOfBothSignsAreDifferentConstants() {
    Expr sum = constant(0.0).plus(constant(-0.0));
    assertThat(Formula.store(0, sum).program().instructions()).hasSize(3);
  }

  @Test
  void onlyPrimitiveOperationsAreLeft() {
    Expr all = input(0).exp().plus(input(0).expm1().log1p()).plus(input(0).log().tanh());
    assertThat(Formula.store(0, all).program().instructions())
        .allMatch(instruction -> instruction.op().primitive());
  }

  @Test
  void slotsCountReadAndWrittenArrays() {
    assertThat(Formula.store(1, input(3)).program().slots()).isEqualTo(4);
    assertThat(Formula.store(4, input(0)).program().slots()).isEqualTo(5);
  }
}
