package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.convolution.Direction;
import dev.javelin.convolution.GridProduct;
import dev.javelin.convolution.ImageGrid;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.formula.Program;
import dev.javelin.layer.Binding;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.plan.PointwiseBlock;
import dev.javelin.tensor.Tensor;

/**
 * {@code z = w * x + b} and {@code y = f(z)}. Each thread takes some images: one after the other is
 * copied to a grid, multiplied, and f applied while the results are in cache.
 */
final class ConvolutionForward {
  // Slots of the formula; the same tensor where z need not be kept.
  private static final int Z = 0;
  private static final int Y = 1;

  /** Multiply-adds below which handing a part to another thread costs more than it saves. */
  private static final long LEAST_PART = 250_000;

  private final Engine engine;
  private final boolean training;
  private final Parameter weight;
  private final Parameter bias;
  private final Tensor z;
  private final Tensor output;
  private final ImageGrid grid;
  private final GridProduct product;
  private final Worker[] workers;
  private final PartTask task = this::runPart;
  private Tensor input;
  private long loadedWeight = -1;
  private long loadedBias = -1;

  /** A thread's own memory. */
  private record Worker(float[] grid, float[] scratch, PointwiseBlock epilogue) {}

  /**
   * Binds.
   *
   * @param z takes the pre-activation; the same tensor as {@code output} if it need not be kept
   */
  ConvolutionForward(
      Binding binding,
      ConvolutionLayer layer,
      Direction direction,
      Activation activation,
      Tensor z,
      Tensor output) {
    engine = binding.engine();
    training = binding.training();
    weight = layer.weight();
    bias = layer.bias().orElse(null);
    this.z = z;
    this.output = output;
    input = output;
    grid = direction.input();
    product = direction.forward(engine.kernels());
    boolean identity = activation instanceof Activations.Identity;
    Program epilogue = identity ? null : epilogue(activation);
    workers = new Worker[parts(engine, direction, images())];
    for (int part = 0; part < workers.length; part++) {
      workers[part] =
          new Worker(
              grid.allocate(1),
              new float[product.scratchLength()],
              identity ? null : new PointwiseBlock(engine, epilogue, 1, output.size() / images()));
    }
  }

  private static Program epilogue(Activation activation) {
    return Formula.store(Y, activation.value(Expr.input(Z))).program();
  }

  /** How many parts to split images into. */
  static int parts(Engine engine, Direction direction, int images) {
    return Math.min(images, engine.parts(images * direction.work(), LEAST_PART));
  }

  private int images() {
    return output.shape().dim(0);
  }

  Tensor run(Tensor input) {
    this.input = input;
    load();
    engine.run(task, workers.length);
    return output;
  }

  /** In training the weight changes at every step anyway. */
  private void load() {
    long biasVersion = bias == null ? 0 : bias.version();
    if (training || weight.version() != loadedWeight || biasVersion != loadedBias) {
      product.load(weight.value(), bias == null ? null : bias.value());
      loadedWeight = weight.version();
      loadedBias = biasVersion;
    }
  }

  private void runPart(int part) {
    Worker worker = workers[part];
    int end = Ranges.start(images(), workers.length, part + 1, 1);
    int length = output.size() / images();
    for (int i = Ranges.start(images(), workers.length, part, 1); i < end; i++) {
      grid.fill(input.array(), input.offset() + i * grid.imageLength(), worker.grid, 0);
      product.run(worker.grid, 0, worker.scratch, z.array(), z.offset() + i * length);
      if (worker.epilogue != null) {
        worker.epilogue.operand(Z, z, i * length, 0).operand(Y, output, i * length, 0).run();
      }
    }
  }
}
