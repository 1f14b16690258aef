package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/** Gives the input's elements under another shape, or the input itself; computes nothing. */
final class ViewStep implements Step {
  private final Binding binding;
  private final Shape inputShape;
  private final Shape outputShape;

  ViewStep(Binding binding, Shape inputShape, Shape outputShape) {
    this.binding = binding;
    this.inputShape = inputShape;
    this.outputShape = outputShape;
  }

  @Override
  public Tensor forward(Tensor input) {
    return view(input, outputShape);
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    return binding.inputGradient() ? view(outputGradient, inputShape) : null;
  }

  private static Tensor view(Tensor tensor, Shape shape) {
    return tensor.shape().equals(shape) ? tensor : tensor.reshape(shape);
  }
}
