package dev.javelin.benchmarks;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.nn.Conv2d;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A convolution to time, with its operands: named {@code 100x32x14x14-64-k3s1p1g1} for images
 * {@code [100, 32, 14, 14]}, 64 channels out, a kernel of 3 x 3, stride 1, padding 1 and 1 group.
 */
public final class ConvProblem {
  private static final Pattern NAME =
      Pattern.compile("(\\d+)x(\\d+)x(\\d+)x(\\d+)-(\\d+)-k(\\d+)s(\\d+)p(\\d+)g(\\d+)");
  private static final long SEED = 5;

  private final Convolution convolution;
  private final Conv2d layer;
  private final Tensor x;
  private final Tensor dy;

  /** Draws the operands, the same at each call. */
  public ConvProblem(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a convolution: " + name);
    }
    int[] numbers = new int[matcher.groupCount()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Integer.parseInt(matcher.group(i + 1));
    }
    convolution =
        new Convolution(numbers[1], numbers[4], numbers[5], numbers[6], numbers[7], numbers[8]);
    layer = convolution.layer(convolution.options(), new Seed(SEED));
    x = random(Shape.of(numbers[0], numbers[1], numbers[2], numbers[3]), 0);
    dy = random(layer.outputShape(x.shape()), 1);
  }

  private static Tensor random(Shape shape, int stream) {
    Tensor tensor = Tensor.zeros(shape);
    var random = new RandomStream(SEED, stream);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, random.nextFloat() - 0.5f);
    }
    return tensor;
  }

  /** Its settings. */
  public Convolution convolution() {
    return convolution;
  }

  /** The images. */
  public Tensor x() {
    return x;
  }

  /** The gradient by the output. */
  public Tensor dy() {
    return dy;
  }

  /** The weight, {@code [out, in / groups, kernel, kernel]}. */
  public Parameter weight() {
    return layer.weight();
  }

  /** The bias. */
  public Parameter bias() {
    return layer.bias().orElseThrow();
  }

  /** The layer, bound to compute all gradients. */
  public Step bind(Engine engine) {
    return layer.bind(x.shape(), new Binding(engine, Mode.TRAIN, true));
  }

  /** Floating-point operations of a forward pass. */
  public double forwardFlops() {
    return convolution.flops(x.shape());
  }

  /** The same of a backward pass: as many for the input's gradient as for the weight's. */
  public double backwardFlops() {
    return 2 * forwardFlops();
  }

  /** Compares a peer's output and gradients with Javelin's, all in Javelin's order. */
  public void check(float[] y, float[] dx, float[] dw, float[] db) {
    Step step = bind(Engine.create(1));
    Agreement.check("output", step.forward(x).toArray(), y);
    weight().zeroGrad();
    bias().zeroGrad();
    Agreement.check("input's gradient", step.backward(dy.copy()).toArray(), dx);
    Agreement.check("weight's gradient", weight().gradient().toArray(), dw);
    Agreement.check("bias's gradient", bias().gradient().toArray(), db);
  }
}
