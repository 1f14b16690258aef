package dev.javelin.conformance;

import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.tensor.Shape;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;

/**
 * A row of the table of layers.
 *
 * @param name Javelin's, with its settings
 * @param against libtorch's name
 * @param examples makes layers
 * @param bound of outputs, gradients and buffers
 */
record LayerRow(String name, String against, Examples examples, Bound bound) {
  /**
   * A layer, an input for it, and the same function of libtorch.
   *
   * @param inputGradient whether the input has a gradient
   */
  record Example(
      Layer layer,
      dev.javelin.tensor.Tensor input,
      Mode mode,
      boolean inputGradient,
      Function torch) {
    /** In training, with normal numbers. */
    static Example normal(RandomGenerator random, Layer layer, Shape input, Function torch) {
      return new Example(layer, Draw.normal(random, 1, input), Mode.TRAIN, true, torch);
    }

    /** The same in evaluation. */
    Example evaluated() {
      return new Example(layer, input, Mode.EVAL, false, torch);
    }
  }

  /** What a layer computes from an input and its state: its parameters, then its buffers. */
  @FunctionalInterface
  interface Function {
    Tensor apply(Tensor input, List<Tensor> state);
  }

  @FunctionalInterface
  interface Examples {
    Example draw(RandomGenerator random, int batch, int features);
  }
}
