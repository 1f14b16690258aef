package dev.javelin.nn;

import dev.javelin.convolution.Direction;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/** A {@link ConvolutionLayer} with the activation after it, bound. */
final class ConvolutionStep implements Step {
  private final Binding binding;
  private final ConvolutionForward forward;
  private final ConvolutionBackward backward;
  private Tensor input;

  ConvolutionStep(
      ConvolutionLayer layer,
      Direction direction,
      Activation activation,
      Shape inputShape,
      Shape outputShape,
      Binding binding) {
    this.binding = binding;
    Tensor output = Tensor.zeros(outputShape);
    boolean keepsZ = binding.training() && activation.needsInput();
    Tensor z = keepsZ ? Tensor.zeros(outputShape) : output;
    input = output;
    forward = new ConvolutionForward(binding, layer, direction, activation, z, output);
    backward =
        binding.training()
            ? new ConvolutionBackward(binding, layer, direction, activation, inputShape, z, output)
            : null;
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
