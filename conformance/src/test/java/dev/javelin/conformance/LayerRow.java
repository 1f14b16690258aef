package dev.javelin.conformance;

import dev.javelin.layer.Layer;
import dev.javelin.nn.Linear;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A row of the table of layers.
 *
 * @param name Javelin's, with its settings
 * @param against libtorch's name
 * @param examples makes layers
 * @param bound of outputs and gradients
 */
record LayerRow(String name, String against, Examples examples, Bound bound) {
  /** A layer, the shape of an input, and the same function of libtorch. */
  record Example(Layer layer, Shape input, Function torch) {}

  /** What a layer computes from an input and its parameters, in their order. */
  @FunctionalInterface
  interface Function {
    Tensor apply(Tensor input, List<Tensor> parameters);
  }

  @FunctionalInterface
  interface Examples {
    Example draw(RandomGenerator random, int batch, int features);
  }

  private static final Bound PRODUCT =
      Bound.ofLargest(16, "sums of up to 200 products in different order");

  static final List<LayerRow> TABLE =
      List.of(
          new LayerRow("Linear", "linear", linear(true), PRODUCT),
          new LayerRow("Linear without bias", "linear", linear(false), PRODUCT));

  private static Examples linear(boolean bias) {
    return (random, batch, features) -> {
      var seed = new Seed(random.nextLong());
      int out = random.nextInt(1, 200);
      Linear layer =
          bias ? new Linear(features, out, seed) : Linear.withoutBias(features, out, seed);
      return new Example(
          layer,
          Shape.of(batch, features),
          (x, p) -> bias ? torch.linear(x, p.get(0), p.get(1)) : torch.linear(x, p.get(0)));
    };
  }
}
