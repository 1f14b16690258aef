package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.convolution.Direction;
import dev.javelin.convolution.ImageProduct;
import dev.javelin.convolution.Layout;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/** A {@link ConvolutionLayer} with what is fused with it, bound. */
final class ConvolutionStep implements Step {
  /**
   * Multiply-adds of the definition below which handing a part to another thread costs more than it
   * saves; Winograd's method does down to a quarter of them.
   */
  private static final long LEAST_PART = 250_000;

  private final Binding binding;
  private final ConvolutionForward forward;
  private final ConvolutionBackward backward;
  private Tensor input;

  private ConvolutionStep(
      ConvolutionLayer layer,
      Direction direction,
      ImageProduct product,
      ConvolutionTail tail,
      Shape input,
      Binding binding,
      int parts) {
    this.binding = binding;
    this.input = tail.output();
    forward = new ConvolutionForward(binding, layer, product, tail, input, parts);
    backward =
        binding.training()
            ? new ConvolutionBackward(binding, layer, direction, tail, input, parts)
            : null;
  }

  /** A step of a convolution and the activation after it. */
  static Step of(ConvolutionLayer layer, Activation activation, Shape input, Binding binding) {
    Shape output = layer.outputShape(input);
    Direction direction = layer.direction(input);
    int parts = parts(binding.engine(), direction, input.dim(0));
    ImageProduct product = direction.forward(binding.engine().kernels(), Layout.CHANNELS_FIRST);
    var tail = new ActivationTail(binding, activation, output, parts);
    return new ConvolutionStep(layer, direction, product, tail, input, binding, parts);
  }

  /** A step of a convolution, the activation and the pooling after it. */
  static Step of(
      ConvolutionLayer layer, Activation activation, MaxPool2d pool, Shape input, Binding binding) {
    Shape results = layer.outputShape(input);
    Direction direction = layer.direction(input);
    int parts = parts(binding.engine(), direction, input.dim(0));
    ImageProduct product = direction.forward(binding.engine().kernels(), Layout.CHANNELS_LAST);
    int slots = ConvolutionBackward.slots(layer.weight().value().size(), input.dim(0));
    var tail = new PoolTail(binding, activation, pool, results, parts, product.images(), slots);
    return new ConvolutionStep(layer, direction, product, tail, input, binding, parts);
  }

  private static int parts(Engine engine, Direction direction, int images) {
    return Math.min(images, engine.parts(images * direction.work(), LEAST_PART));
  }

  @Override
  public Tensor forward(Tensor input) {
    this.input = input;
    return forward.run(input);
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    return backward.run(input, outputGradient);
  }
}
