package dev.javelin.layer;

import dev.javelin.Buffer;
import dev.javelin.Parameter;
import dev.javelin.tensor.Shape;
import java.util.List;

/**
 * A layer describes: it is its parameters and a rule for shapes, and holds no activations. What
 * computes is the {@link Step} that {@link #bind} gives; many steps may share one layer.
 */
public interface Layer {
  /**
   * The shape of the output for an input of the given shape, batch axis included.
   *
   * @throws ShapeMismatchException if the layer cannot take such an input
   */
  Shape outputShape(Shape input);

  /** The parameters, each once, in the order PyTorch lists them; none by default. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** State that is saved but not learned, each once, as PyTorch lists it; none by default. */
  default List<Buffer> buffers() {
    return List.of();
  }

  /**
   * An executable step for inputs of the given shape.
   *
   * @throws ShapeMismatchException if the layer cannot take such an input
   */
  Step bind(Shape input, Binding binding);
}
