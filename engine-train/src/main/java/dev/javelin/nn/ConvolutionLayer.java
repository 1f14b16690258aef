package dev.javelin.nn;

import dev.javelin.Parameter;
import dev.javelin.convolution.Direction;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.nn.init.Initializers;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** What convolutions have in common: weight, bias and settings. */
abstract sealed class ConvolutionLayer implements Fusible permits Conv1d, Conv2d, ConvTranspose2d {
  private final int in;
  private final int out;
  private final ConvOptions options;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * Draws weight and bias as PyTorch does: the bias uniform within ±1/sqrt(fan in).
   *
   * @param weightShape of which the first axis is in or out channels
   */
  ConvolutionLayer(int in, int out, ConvOptions options, Shape weightShape, Seed seed) {
    this.in = in;
    this.out = out;
    this.options = options;
    weight = new Parameter("weight", Tensor.zeros(weightShape));
    options.weightInit().fill(weight.value(), seed.nextStream());
    bias = options.hasBias() ? new Parameter("bias", Tensor.zeros(out)) : null;
    if (bias != null) {
      double bound = 1 / Math.sqrt((double) weightShape.size() / weightShape.dim(0));
      Initializers.uniform(-bound, bound).fill(bias.value(), seed.nextStream());
    }
  }

  /** The channels of a group, for a weight's second axis. */
  static int perGroup(String layer, int in, int out, int channels, ConvOptions options) {
    if (in < 1 || out < 1) {
      throw new IllegalArgumentException("%s(%d, %d) has no channels".formatted(layer, in, out));
    }
    int groups = options.groups();
    if (in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          "%s(%d, %d) expects channels that divide by its groups, got %d"
              .formatted(layer, in, out, groups));
    }
    return channels / groups;
  }

  /** For layers that slide over the input. */
  static ConvOptions requireConvolution(String layer, ConvOptions options) {
    if (options.outputPaddingBelow() > 0 || options.outputPaddingRight() > 0) {
      throw new IllegalArgumentException(
          layer + " has no output padding, which is ConvTranspose2d's: " + options);
    }
    if (options.isSame() && Math.max(options.down().stride(), options.right().stride()) > 1) {
      throw new IllegalArgumentException(
          layer + " expects a stride of 1 where its padding is 'same': " + options);
    }
    return options;
  }

  /** The weight. */
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
  public Step bind(Shape input, Binding binding, Activation activation) {
    return ArrayLimit.bind(this, input, () -> ConvolutionStep.of(this, activation, input, binding));
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    return bind(input, binding, new Activations.Identity());
  }

  /**
   * How images of the input's size are convolved.
   *
   * @throws ArithmeticException if that takes arrays longer than there can be
   */
  abstract Direction direction(Shape input);

  int in() {
    return in;
  }

  int out() {
    return out;
  }

  ConvOptions options() {
    return options;
  }

  @Override
  public String toString() {
    return "%s(%d, %d, %s)".formatted(getClass().getSimpleName(), in, out, options);
  }
}
