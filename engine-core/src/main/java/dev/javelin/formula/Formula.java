package dev.javelin.formula;

import java.util.ArrayList;
import java.util.List;

/**
 * What one pass over memory computes for each element: expressions over the elements of operand
 * arrays, each stored to an operand array. All operands are read before any is written, so a
 * formula may update in place.
 *
 * <pre>{@code
 * // SGD: parameter -= rate * gradient
 * Formula sgd = Formula.store(0, input(1).negated().fma(scalar(0), input(0)));
 * }</pre>
 */
public final class Formula {
  /** One result: the expression and the slot of the array that takes it. */
  record Output(int slot, Expr value) {}

  private final List<Output> outputs;
  private final Program program;

  private Formula(List<Output> outputs) {
    this.outputs = List.copyOf(outputs);
    this.program = Lowering.lower(this.outputs);
  }

  /** A formula that stores one expression to the given slot. */
  public static Formula store(int slot, Expr value) {
    return new Formula(List.of(new Output(slot, value)));
  }

  /** This formula, storing one expression more. */
  public Formula andStore(int slot, Expr value) {
    var more = new ArrayList<>(outputs);
    more.add(new Output(slot, value));
    return new Formula(more);
  }

  /** The primitive instructions a backend runs. */
  public Program program() {
    return program;
  }
}
