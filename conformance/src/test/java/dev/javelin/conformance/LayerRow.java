package dev.javelin.conformance;

import dev.javelin.layer.Layer;
import dev.javelin.nn.GLU;
import dev.javelin.nn.Linear;
import dev.javelin.nn.LogSoftmax;
import dev.javelin.nn.PReLU;
import dev.javelin.nn.Softmax;
import dev.javelin.nn.Softmin;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
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

  private static final Bound SLOPE =
      Bound.ofLargest(
          128, 1, "the slope's sum of up to 8000 products may pass 100 on its way to 0");
  private static final Bound EXP =
      Bound.ofLargest(16, 1, "errors of exponential functions and of sums of up to 200 of them");

  static final List<LayerRow> TABLE =
      List.of(
          new LayerRow("Linear", "linear", linear(true), PRODUCT),
          new LayerRow("Linear without bias", "linear", linear(false), PRODUCT),
          new LayerRow("PReLU, one slope", "prelu", prelu(false), SLOPE),
          new LayerRow("PReLU, a slope a channel", "prelu", prelu(true), SLOPE),
          new LayerRow("GLU", "glu", LayerRow::glu, EXP),
          softmax("Softmax", "softmax", Softmax::new, (x, dim) -> torch.softmax(x, dim)),
          softmax(
              "Softmin", "softmax of -x", Softmin::new, (x, dim) -> torch.softmax(x.neg(), dim)),
          softmax(
              "LogSoftmax", "log_softmax", LogSoftmax::new, (x, dim) -> torch.log_softmax(x, dim)));

  /** A layer and libtorch's function, by axis. */
  private static LayerRow softmax(
      String name,
      String against,
      IntFunction<Layer> layer,
      BiFunction<Tensor, Integer, Tensor> function) {
    Examples examples =
        (random, batch, features) -> {
          int dim = random.nextInt(-3, 3);
          Shape shape = Shape.of(random.nextInt(1, 8), random.nextInt(1, 8), features);
          return new Example(layer.apply(dim), shape, (x, p) -> function.apply(x, dim));
        };
    return new LayerRow(name, against, examples, EXP);
  }

  private static Examples prelu(boolean channels) {
    return (random, batch, features) -> {
      var layer = new PReLU(channels ? features : 1, random.nextDouble(0, 1));
      return new Example(layer, Shape.of(batch, features), (x, p) -> torch.prelu(x, p.get(0)));
    };
  }

  private static Example glu(RandomGenerator random, int batch, int features) {
    int dim = random.nextBoolean() ? -1 : 1;
    Shape shape = Shape.of(batch, 2 * features);
    return new Example(new GLU(dim), shape, (x, p) -> torch.glu(x, dim));
  }

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
