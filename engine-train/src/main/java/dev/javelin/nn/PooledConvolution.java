package dev.javelin.nn;

import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import java.util.List;

/** What {@link Fusion} makes of a convolution, an activation and the max pooling after them. */
record PooledConvolution(Conv2d layer, Activation activation, MaxPool2d pool) implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    return pool.outputShape(layer.outputShape(input));
  }

  @Override
  public List<Parameter> parameters() {
    return layer.parameters();
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    return ArrayLimit.bind(
        layer, input, () -> ConvolutionStep.of(layer, activation, pool, input, binding));
  }
}
