package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import java.util.List;

/**
 * Adds a layer's output to its input, {@code y = x + f(x)}, so that gradients pass by the layer
 * unchanged (He, Zhang, Ren, Sun, "Deep residual learning for image recognition", 2016). Input and
 * output of f have the same shape.
 *
 * @param f usually a {@link Sequential}
 */
public record Residual(Layer f) implements Layer {
  @Override
  public List<Layer> children() {
    return List.of(f);
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape output;
    try {
      output = f.outputShape(input);
    } catch (ShapeMismatchException e) {
      throw e.within("Residual");
    }
    if (!output.equals(input)) {
      throw new ShapeMismatchException("Residual (output of f)", input.toString(), output);
    }
    return input;
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    outputShape(input);
    return new ResidualStep(f.bind(input, binding), input, binding);
  }
}
