package dev.javelin.nn;

import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.plan.PointwisePass;
import dev.javelin.random.UniformNoise;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/** An {@link RReLU}, bound for training. It keeps the draw, from which backward has its slopes. */
final class RReLUStep implements Step {
  // Slots of the formulas.
  private static final int X = 0;
  private static final int UNIFORM = 1;
  private static final int Y = 2;
  private static final int DY = 2;

  /** Elements below which handing a part to another thread costs more than it saves. */
  private static final int LEAST_PART = 4096;

  private final Binding binding;
  private final RReLU layer;
  private final Tensor uniform;
  private final Tensor output;
  private final UniformNoise[] noise;
  private final PointwisePass forward;
  private final PointwisePass backward;
  private final PartTask drawTask = this::drawPart;
  private long draw;

  RReLUStep(RReLU layer, Shape shape, Binding binding) {
    this.binding = binding;
    this.layer = layer;
    int size = shape.size();
    uniform = Tensor.zeros(shape);
    output = Tensor.zeros(shape);
    noise = new UniformNoise[binding.engine().parts(size, LEAST_PART)];
    for (int part = 0; part < noise.length; part++) {
      noise[part] = layer.noise();
    }
    Expr x = Expr.input(X);
    Expr slope = layer.slope(Expr.input(UNIFORM));
    var value = Formula.store(Y, PReLU.value(x, slope)).program();
    forward =
        new PointwisePass(binding.engine(), value, size)
            .operand(UNIFORM, uniform)
            .operand(Y, output);
    Expr dx = Expr.input(DY).times(PReLU.derivative(x, slope));
    backward =
        new PointwisePass(binding.engine(), Formula.store(DY, dx).program(), size)
            .operand(UNIFORM, uniform);
  }

  @Override
  public Tensor forward(Tensor input) {
    draw = layer.nextDraw();
    binding.engine().run(drawTask, noise.length);
    forward.operand(X, input).run();
    backward.operand(X, input);
    return output;
  }

  private void drawPart(int part) {
    int from = Ranges.start(uniform.size(), noise.length, part, UniformNoise.CHUNK);
    int to = Ranges.start(uniform.size(), noise.length, part + 1, UniformNoise.CHUNK);
    noise[part].fill(draw, from, to, uniform.array(), 0);
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    if (!binding.inputGradient()) {
      return null;
    }
    backward.operand(DY, outputGradient).run();
    return outputGradient;
  }
}
