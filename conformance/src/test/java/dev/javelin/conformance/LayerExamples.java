package dev.javelin.conformance;

import dev.javelin.conformance.LayerRow.Example;
import dev.javelin.conformance.LayerRow.Examples;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.nn.Activations.Identity;
import dev.javelin.nn.Activations.Tanh;
import dev.javelin.nn.Embedding;
import dev.javelin.nn.Flatten;
import dev.javelin.nn.GLU;
import dev.javelin.nn.Linear;
import dev.javelin.nn.PReLU;
import dev.javelin.nn.Parallel;
import dev.javelin.nn.Residual;
import dev.javelin.nn.Sequential;
import dev.javelin.nn.Unflatten;
import dev.javelin.nn.init.Initializers;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Layers for {@link LayerTable}. */
final class LayerExamples {
  private LayerExamples() {}

  static Examples linear(boolean bias) {
    return (random, batch, features) -> {
      int out = random.nextInt(1, 200);
      Linear layer =
          bias
              ? new Linear(features, out, seed(random))
              : Linear.withoutBias(features, out, seed(random));
      return Example.normal(
          random,
          layer,
          Shape.of(batch, features),
          (x, p) -> bias ? linear(x, p, 0) : torch.linear(x, p.get(0)));
    };
  }

  static Example linearOfMoreAxes(RandomGenerator random, int batch, int features) {
    Shape input =
        random.nextBoolean()
            ? Shape.of(batch, random.nextInt(1, 6), features)
            : Shape.of(batch, random.nextInt(1, 3), random.nextInt(1, 3), features);
    var layer = new Linear(features, random.nextInt(1, 200), seed(random));
    return Example.normal(random, layer, input, (x, p) -> linear(x, p, 0));
  }

  static Examples embedding(boolean padding, boolean sparse) {
    return (random, batch, features) -> {
      int rows = random.nextInt(1, 100);
      OptionalInt paddingIdx = padding ? OptionalInt.of(random.nextInt(rows)) : OptionalInt.empty();
      var layer =
          new Embedding(rows, features, paddingIdx, sparse, seed(random), Initializers.normal());
      var indices = Draw.indices(random, rows, batch, random.nextInt(1, 5));
      return new Example(
          layer,
          indices,
          Mode.TRAIN,
          false,
          (x, p) ->
              torch.embedding(
                  p.get(0), x.to(ScalarType.Long), paddingIdx.orElse(-1), false, false));
    };
  }

  static Example flatten(RandomGenerator random, int batch, int features) {
    int start = random.nextInt(4);
    int end = random.nextInt(start, 4);
    boolean fromLast = random.nextBoolean();
    var layer = new Flatten(fromLast ? start - 4 : start, fromLast ? end - 4 : end);
    Shape input = Shape.of(batch, random.nextInt(1, 4), features, random.nextInt(1, 4));
    return Example.normal(random, layer, input, (x, p) -> torch.flatten(x, start, end));
  }

  static Example unflatten(RandomGenerator random, int batch, int features) {
    Shape split = Shape.of(random.nextInt(1, 4), features, random.nextInt(1, 4));
    int dim = random.nextInt(-2, 2);
    Shape input = dim % 2 == 0 ? Shape.of(split.size(), batch) : Shape.of(batch, split.size());
    return Example.normal(
        random,
        new Unflatten(dim, split),
        input,
        (x, p) -> torch.unflatten(x, dim, Torch.dims(split)));
  }

  static Examples prelu(boolean channels) {
    return (random, batch, features) -> {
      var layer = new PReLU(channels ? features : 1, random.nextDouble(0, 1));
      return Example.normal(
          random, layer, Shape.of(batch, features), (x, p) -> torch.prelu(x, p.get(0)));
    };
  }

  static Example glu(RandomGenerator random, int batch, int features) {
    int dim = random.nextBoolean() ? -1 : 1;
    Shape shape = Shape.of(batch, 2 * features);
    return Example.normal(random, new GLU(dim), shape, (x, p) -> torch.glu(x, dim));
  }

  /** A layer and libtorch's function, by axis. */
  static Examples alongAxis(
      IntFunction<Layer> layer, BiFunction<Tensor, Integer, Tensor> function) {
    return (random, batch, features) -> {
      int dim = random.nextInt(-3, 3);
      Shape shape = Shape.of(random.nextInt(1, 8), random.nextInt(1, 8), features);
      return Example.normal(random, layer.apply(dim), shape, (x, p) -> function.apply(x, dim));
    };
  }

  /** A layer that draws in training, in evaluation. */
  static Examples evaluated(Function<Seed, Layer> layer, UnaryOperator<Tensor> function) {
    return (random, batch, features) ->
        Example.normal(
                random,
                layer.apply(seed(random)),
                Shape.of(batch, features),
                (x, p) -> function.apply(x))
            .evaluated();
  }

  static Example residual(RandomGenerator random, int batch, int features) {
    var layer = new Residual(new Linear(features, features, seed(random)));
    return Example.normal(
        random, layer, Shape.of(batch, features), (x, p) -> x.add(linear(x, p, 0)));
  }

  static Example parallel(RandomGenerator random, int batch, int features) {
    Seed seed = seed(random);
    int axis = random.nextBoolean() ? 1 : -1;
    var layer =
        new Parallel(
            axis,
            new Linear(features, random.nextInt(1, 100), seed),
            new Identity(),
            new Linear(features, random.nextInt(1, 100), seed));
    return Example.normal(
        random,
        layer,
        Shape.of(batch, features),
        (x, p) -> torch.cat(new TensorVector(linear(x, p, 0), x, linear(x, p, 2)), axis));
  }

  static Example sequential(RandomGenerator random, int batch, int features) {
    Seed seed = seed(random);
    int hidden = random.nextInt(1, 200);
    var layer =
        new Sequential(
            new Linear(features, hidden, seed),
            new Tanh(),
            new Linear(hidden, random.nextInt(1, 200), seed));
    return Example.normal(
        random,
        layer,
        Shape.of(batch, features),
        (x, p) -> linear(torch.tanh(linear(x, p, 0)), p, 2));
  }

  private static Seed seed(RandomGenerator random) {
    return new Seed(random.nextLong());
  }

  /** With the weight of that number, and the bias after it. */
  private static Tensor linear(Tensor x, List<Tensor> parameters, int weight) {
    return torch.linear(x, parameters.get(weight), parameters.get(weight + 1));
  }
}
