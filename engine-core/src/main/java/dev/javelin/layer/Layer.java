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

  /** The layers a container is made of, in order; none by default. */
  default List<Layer> children() {
    return List.of();
  }

  /** The parameters, each once, in PyTorch's order; by default those of the children. */
  default List<Parameter> parameters() {
    return children().stream().flatMap(child -> child.parameters().stream()).distinct().toList();
  }

  /** State that is saved but not learned, likewise. */
  default List<Buffer> buffers() {
    return children().stream().flatMap(child -> child.buffers().stream()).distinct().toList();
  }

  /**
   * An executable step for inputs of the given shape.
   *
   * @throws ShapeMismatchException if the layer cannot take such an input
   */
  Step bind(Shape input, Binding binding);
}
