package dev.javelin.nn;

import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import java.util.List;

/** What {@link Fusion} makes of a layer and the activation after it. */
record FusedActivation(Fusible layer, Activation activation) implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    return layer.outputShape(input);
  }

  @Override
  public List<Parameter> parameters() {
    return layer.parameters();
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    return layer.bind(input, binding, activation);
  }
}
