package dev.javelin.nn;

import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import java.util.List;

/** What {@link Fusion} makes of a linear layer and the activation after it. */
record LinearActivation(Linear linear, Activation activation) implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    return linear.outputShape(input);
  }

  @Override
  public List<Parameter> parameters() {
    return linear.parameters();
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    return new LinearStep(linear, activation, outputShape(input), binding);
  }
}
