package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/** A {@link Linear} layer with the activation after it, bound. */
final class LinearStep implements Step {
  private final Binding binding;
  private final LinearForward forward;
  private final LinearBackward backward;
  private Tensor input;

  LinearStep(Linear linear, Activation activation, Shape outputShape, Binding binding) {
    this.binding = binding;
    Tensor output = Tensor.zeros(outputShape);
    input = output;
    boolean keepsZ = binding.training() && activation.needsInput();
    Tensor z = keepsZ ? Tensor.zeros(outputShape) : output;
    forward = new LinearForward(binding, linear, activation, z, output);
    backward =
        binding.training()
            ? new LinearBackward(
                binding.engine(), linear, activation, z, output, binding.inputGradient())
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
