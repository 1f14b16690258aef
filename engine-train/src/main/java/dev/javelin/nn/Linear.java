package dev.javelin.nn;

import dev.javelin.Initializer;
import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.nn.init.Initializers;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * {@code y = x W^T + b}: input {@code [N, *, in]}, output {@code [N, *, out]}, where * is any
 * number of axes, none included; weight {@code [out, in]} and bias {@code [out]} as PyTorch's.
 */
public final class Linear implements Fusible {
  private final int in;
  private final int out;
  private final Parameter weight;
  private final Parameter bias;

  private Linear(int in, int out, Seed seed, Initializer weightInit, boolean withBias) {
    if (in < 1 || out < 1) {
      throw new IllegalArgumentException("Linear(" + in + ", " + out + ") has an empty side");
    }
    this.in = in;
    this.out = out;
    weight = new Parameter("weight", Tensor.zeros(out, in));
    weightInit.fill(weight.value(), seed.nextStream());
    bias = withBias ? new Parameter("bias", Tensor.zeros(out)) : null;
    if (withBias) {
      double bound = 1 / Math.sqrt(in);
      Initializers.uniform(-bound, bound).fill(bias.value(), seed.nextStream());
    }
  }

  /** With PyTorch's first values: weight and bias uniform within ±1/sqrt(in). */
  public Linear(int in, int out, Seed seed) {
    this(in, out, seed, Initializers.kaimingUniform(Math.sqrt(5)));
  }

  /** With a weight drawn from the given distribution, and PyTorch's bias. */
  public Linear(int in, int out, Seed seed, Initializer weightInit) {
    this(in, out, seed, weightInit, true);
  }

  /** Without a bias: {@code y = x W^T}. */
  public static Linear withoutBias(int in, int out, Seed seed) {
    return new Linear(in, out, seed, Initializers.kaimingUniform(Math.sqrt(5)), false);
  }

  /** The weight, {@code [out, in]}. */
  public Parameter weight() {
    return weight;
  }

  /** The bias, {@code [out]}, if it has one. */
  public Optional<Parameter> bias() {
    return Optional.ofNullable(bias);
  }

  @Override
  public List<Parameter> parameters() {
    return bias == null ? List.of(weight) : List.of(weight, bias);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() < 2 || input.dim(-1) != in) {
      throw new ShapeMismatchException(toString(), "[N, *, " + in + "]", input);
    }
    return input.with(-1, out);
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    return bind(input, binding, new Activations.Identity());
  }

  @Override
  public Step bind(Shape input, Binding binding, Activation activation) {
    return new LinearStep(this, activation, outputShape(input), binding);
  }

  int in() {
    return in;
  }

  int out() {
    return out;
  }

  @Override
  public String toString() {
    return "Linear(" + in + ", " + out + ")";
  }
}
