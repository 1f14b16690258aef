package dev.javelin.formula;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Programs of random expressions over every operation. */
public final class RandomPrograms {
  /** Operand arrays that a program may use. */
  public static final int SLOTS = 4;

  /** Scalars that a program may use. */
  public static final int SCALARS = 2;

  private static final int DEPTH = 4;

  private RandomPrograms() {}

  /** Programs that store one to three expressions. */
  public static Arbitrary<Program> any() {
    return Combinators.combine(slot(), expression())
        .as(Formula.Output::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(RandomPrograms::program);
  }

  private static Program program(List<Formula.Output> outputs) {
    Formula formula = Formula.store(outputs.getFirst().slot(), outputs.getFirst().value());
    for (Formula.Output output : outputs.subList(1, outputs.size())) {
      formula = formula.andStore(output.slot(), output.value());
    }
    return formula.program();
  }

  private static Arbitrary<Integer> slot() {
    return Arbitraries.integers().between(0, SLOTS - 1);
  }

  private static Arbitrary<Expr> expression() {
    return Arbitraries.recursive(RandomPrograms::leaf, RandomPrograms::operation, 0, DEPTH);
  }

  private static Arbitrary<Expr> leaf() {
    return Arbitraries.oneOf(
        slot().map(Expr::input),
        Arbitraries.integers().between(0, SCALARS - 1).map(Expr::scalar),
        Arbitraries.of(0.0, -0.0, 1.0, -2.5, 1e-40, 1e30).map(Expr::constant));
  }

  private static Arbitrary<Expr> operation(Arbitrary<Expr> operand) {
    List<Op> operations = Arrays.stream(Op.values()).filter(op -> op.arity() > 0).toList();
    return Combinators.combine(Arbitraries.of(operations), operand, operand, operand)
        .as(RandomPrograms::apply);
  }

  private static Expr apply(Op op, Expr a, Expr b, Expr c) {
    return switch (op) {
      // These look at bits, and a NaN's are not the same everywhere.
      case POWER_OF_TWO -> positive(a).exponent().powerOfTwo();
      case EXPONENT -> positive(a).exponent();
      case MANTISSA -> positive(a).mantissa();
      default -> Expr.of(op, a, op.arity() > 1 ? b : null, op.arity() > 2 ? c : null);
    };
  }

  private static Expr positive(Expr x) {
    return x.negated().ifNegative(x, Expr.constant(1));
  }
}
