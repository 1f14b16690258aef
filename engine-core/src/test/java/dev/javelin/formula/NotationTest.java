package dev.javelin.formula;

import static dev.javelin.formula.Expr.constant;
import static dev.javelin.formula.Expr.input;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NotationTest {
  private final Expr x = input(0, "x");
  private final Expr y = input(1, "y");

  @Test
  void bracketsStandOnlyWhereTheyAreNeeded() {
    assertThat(x.plus(1).times(y.minus(2.5))).hasToString("(x + 1) * (y - 2.5)");
    assertThat(x.minus(y.minus(1))).hasToString("x - (y - 1)");
    assertThat(x.plus(y).minus(1)).hasToString("x + y - 1");
    assertThat(x.dividedBy(y.times(x))).hasToString("x / (y * x)");
    assertThat(x.times(y).dividedBy(x)).hasToString("x * y / x");
    assertThat(x.plus(y).negated()).hasToString("-(x + y)");
    assertThat(x.fma(y, 1).times(2)).hasToString("(x * y + 1) * 2");
    assertThat(x.expm1().times(2)).hasToString("(exp(x) - 1) * 2");
    assertThat(x.negated().powerOfTwo()).hasToString("2^(-x)");
    assertThat(x.powerOfTwo().negated()).hasToString("-2^x");
  }

  @Test
  void comparisonsReadAsTheyWereMeant() {
    assertThat(x.ifNegative(constant(0), x)).hasToString("0 if x < 0, else x");
    assertThat(x.negated().ifNegative(x, y)).hasToString("x if x > 0, else y");
    assertThat(constant(3).ifLess(x.abs(), x, y)).hasToString("x if 3 < |x|, else y");
    assertThat(x.ifZero(y, x).plus(1)).hasToString("(y if x = 0, else x) + 1");
  }

  @Test
  void namesTakeThePlaceOfNumbersAndSlots() {
    assertThat(input(0).times(constant("alpha", 0.25))).hasToString("in0 * alpha");
    assertThat(Expr.scalar(1).exp().max(constant(1))).hasToString("max(exp(scalar1), 1)");
    assertThat(x.log1p().plus(x.sigmoid().log())).hasToString("ln(1 + x) + ln(sigmoid(x))");
  }
}
