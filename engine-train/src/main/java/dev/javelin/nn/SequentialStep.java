package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/** The steps of a {@link Sequential}, one after the other, and back. */
final class SequentialStep implements Step {
  private final Step[] steps;
  private final Binding binding;
  private final Shape inputShape;
  private final Shape outputShape;

  SequentialStep(Step[] steps, Binding binding, Shape inputShape, Shape outputShape) {
    this.steps = steps;
    this.binding = binding;
    this.inputShape = inputShape;
    this.outputShape = outputShape;
  }

  @Override
  public Tensor forward(Tensor input) {
    require("input", inputShape, input);
    Tensor value = input;
    for (Step step : steps) {
      value = step.forward(value);
    }
    return value;
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    require("gradient of the output", outputShape, outputGradient);
    Tensor gradient = outputGradient;
    // Null from the first layer that learns on, before which nobody needs a gradient.
    for (int i = steps.length - 1; i >= 0 && gradient != null; i--) {
      gradient = steps[i].backward(gradient);
    }
    return gradient;
  }

  private static void require(String what, Shape expected, Tensor actual) {
    if (!expected.equals(actual.shape())) {
      throw new ShapeMismatchException(
          "this plan (" + what + ")", expected.toString(), actual.shape());
    }
  }
}
