package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Tensor;

/** The steps of a {@link Sequential}, one after the other, and back. */
final class SequentialStep implements Step {
  private final Step[] steps;
  private final Binding binding;

  SequentialStep(Step[] steps, Binding binding) {
    this.steps = steps;
    this.binding = binding;
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor value = input;
    for (Step step : steps) {
      value = step.forward(value);
    }
    return value;
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    Tensor gradient = outputGradient;
    // Null from the first layer that learns on, before which nobody needs a gradient.
    for (int i = steps.length - 1; i >= 0 && gradient != null; i--) {
      gradient = steps[i].backward(gradient);
    }
    return gradient;
  }
}
