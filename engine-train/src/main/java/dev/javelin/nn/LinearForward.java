package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.formula.Program;
import dev.javelin.kernels.GemmShape;
import dev.javelin.layer.Binding;
import dev.javelin.parallel.PartTask;
import dev.javelin.plan.MatrixProduct;
import dev.javelin.plan.PointwiseBlock;
import dev.javelin.tensor.Tensor;

/**
 * {@code z = x W^T + b} and {@code y = f(z)}. Each thread computes some columns (or rows) of the
 * product, then adds the bias and applies f while its share is in cache.
 */
final class LinearForward {
  // Slots of the formula; Y only where z is kept.
  private static final int Z = 0;
  private static final int BIAS = 1;
  private static final int Y = 2;

  private final Engine engine;
  private final boolean training;
  private final Parameter weight;
  private final Tensor z;
  private final Tensor output;
  private final MatrixProduct product;
  private final PointwiseBlock[] epilogues;
  private final PartTask task = this::runPart;
  private Tensor input;
  private long packedVersion = -1;
  private boolean pack;

  /**
   * Binds.
   *
   * @param z takes the pre-activation; the same tensor as {@code output} if it need not be kept
   */
  LinearForward(Binding binding, Linear linear, Activation activation, Tensor z, Tensor output) {
    this.engine = binding.engine();
    this.training = binding.training();
    this.weight = linear.weight();
    this.z = z;
    this.output = output;
    this.input = output;
    int batch = output.size() / linear.out();
    var shape = GemmShape.dense(batch, linear.out(), linear.in(), false, true);
    product = MatrixProduct.split(engine, training ? shape : shape.keepingB());
    boolean nothingToDo = linear.bias().isEmpty() && activation instanceof Activations.Identity;
    epilogues = new PointwiseBlock[nothingToDo ? 0 : product.parts()];
    Program program = epilogue(linear, activation, z != output);
    for (int part = 0; part < epilogues.length; part++) {
      epilogues[part] = bindEpilogue(part, program, linear);
    }
  }

  private static Program epilogue(Linear linear, Activation activation, boolean keepZ) {
    Expr product = Expr.input(Z);
    Expr preactivation = linear.bias().isPresent() ? product.plus(Expr.input(BIAS)) : product;
    Expr result = activation.value(preactivation);
    Formula formula =
        keepZ ? Formula.store(Z, preactivation).andStore(Y, result) : Formula.store(Z, result);
    return formula.program();
  }

  private PointwiseBlock bindEpilogue(int part, Program program, Linear linear) {
    int row = product.firstRow(part);
    int column = product.firstColumn(part);
    var block = new PointwiseBlock(engine, program, product.rows(part), product.columns(part));
    block.matrix(Z, z, row, column);
    linear.bias().ifPresent(bias -> block.vector(BIAS, bias.value(), column));
    if (z != output) {
      block.matrix(Y, output, row, column);
    }
    return block;
  }

  Tensor run(Tensor input) {
    this.input = input;
    // In training the weight changes at every step anyway; a served model loads it once, which
    // packs it for good.
    pack = training || packedVersion != weight.version();
    engine.run(task, product.parts());
    packedVersion = weight.version();
    return output;
  }

  private void runPart(int part) {
    if (pack) {
      product.loadB(part, weight.value());
    }
    product.multiply(part, input, z, false);
    if (epilogues.length > 0) {
      epilogues[part].run();
    }
  }
}
