package dev.javelin.benchmarks;

import dev.javelin.Engine;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.plan.PointwisePass;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;

/** A function y = f(x) over an array, and its backward dx = dy f'(x), with their operands. */
public final class ActivationProblem {
  /** Bytes that forward reads and writes for an element: x, y. */
  public static final double FORWARD_BYTES = 2.0 * Float.BYTES;

  /** Bytes that backward reads and writes for an element: y, dy, dx. */
  public static final double BACKWARD_BYTES = 3.0 * Float.BYTES;

  private final Tensor x;
  private final Tensor y;
  private final Tensor dy;
  private final Tensor dx;
  private final PointwisePass forward;
  private final PointwisePass backward;

  /** Draws x and dy from -4 to 4, the same at each call, and computes y. */
  public ActivationProblem(Function function, int size, Engine engine) {
    x = random(size, 0);
    y = Tensor.zeros(size);
    dy = random(size, 1);
    dx = Tensor.zeros(size);
    var activation = function.activation();
    var value = Formula.store(1, activation.value(Expr.input(0))).program();
    forward = new PointwisePass(engine, value, size).operand(0, x).operand(1, y);
    Expr slope = activation.derivative(Expr.input(0), Expr.input(1));
    var gradient = Formula.store(3, Expr.input(2).times(slope)).program();
    backward =
        new PointwisePass(engine, gradient, size)
            .operand(0, x)
            .operand(1, y)
            .operand(2, dy)
            .operand(3, dx);
    forward.run();
  }

  private static Tensor random(int size, int stream) {
    Tensor tensor = Tensor.zeros(size);
    var random = new RandomStream(2, stream);
    for (int i = 0; i < size; i++) {
      tensor.set(i, 8 * random.nextFloat() - 4);
    }
    return tensor;
  }

  /** The input. */
  public Tensor x() {
    return x;
  }

  /** The gradient by the output. */
  public Tensor dy() {
    return dy;
  }

  /** Computes y. */
  public Tensor forward() {
    forward.run();
    return y;
  }

  /** Computes dx. */
  public Tensor backward() {
    backward.run();
    return dx;
  }
}
