package dev.javelin.benchmarks;

import dev.javelin.Engine;
import dev.javelin.kernels.GemmShape;
import dev.javelin.parallel.PartTask;
import dev.javelin.plan.MatrixProduct;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A matrix product to time, with its operands: named {@code 100x256x784-NT} for C[100, 256] of sums
 * over 784, A as it is and B stored transposed.
 */
public final class GemmProblem {
  private static final Pattern NAME = Pattern.compile("(\\d+)x(\\d+)x(\\d+)-([NT])([NT])");

  private final GemmShape shape;
  private final Tensor a;
  private final Tensor b;

  /** Draws the operands, the same at each call. */
  public GemmProblem(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a shape: " + name);
    }
    shape =
        GemmShape.dense(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)),
            matcher.group(4).equals("T"),
            matcher.group(5).equals("T"));
    a = random(shape.transposeA() ? shape.k() : shape.m(), shape.lda(), 0);
    b = random(shape.transposeB() ? shape.n() : shape.k(), shape.ldb(), 1);
  }

  private static Tensor random(int rows, int columns, int stream) {
    Tensor tensor = Tensor.zeros(rows, columns);
    var random = new RandomStream(1, stream);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, random.nextFloat() - 0.5f);
    }
    return tensor;
  }

  /** Sizes and transpositions. */
  public GemmShape shape() {
    return shape;
  }

  /** The left side as stored. */
  public Tensor a() {
    return a;
  }

  /** The right side as stored. */
  public Tensor b() {
    return b;
  }

  /** Floating-point operations. */
  public double flops() {
    return 2.0 * shape.m() * shape.n() * shape.k();
  }

  /** What multiplies into {@code c}; the right side is packed anew each time, as peers do. */
  public Runnable product(Engine engine, Tensor c) {
    MatrixProduct product = MatrixProduct.split(engine, shape);
    PartTask task =
        part -> {
          product.loadB(part, b);
          product.multiply(part, a, c, false);
        };
    return () -> engine.run(task, product.parts());
  }

  /**
   * Compares a peer's result with Javelin's.
   *
   * @param c row-major
   */
  public void check(float[] c) {
    Tensor expected = Tensor.zeros(shape.m(), shape.n());
    product(Engine.create(1), expected).run();
    Agreement.check("product", expected.array(), c);
  }
}
