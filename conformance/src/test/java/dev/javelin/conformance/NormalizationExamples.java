package dev.javelin.conformance;

import static dev.javelin.conformance.Torch.scalar;

import dev.javelin.Buffer;
import dev.javelin.Parameter;
import dev.javelin.conformance.LayerRow.Example;
import dev.javelin.conformance.LayerRow.Examples;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.nn.BatchNorm;
import dev.javelin.nn.BatchNorm1d;
import dev.javelin.nn.BatchNorm2d;
import dev.javelin.nn.GroupNorm;
import dev.javelin.nn.LayerNorm;
import dev.javelin.nn.RMSNorm;
import dev.javelin.tensor.Shape;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Layers for {@link LayerTable} that normalise, with weights, biases and buffers drawn anew. */
final class NormalizationExamples {
  /**
   * The fewest numbers that are normalised together. The deviation of fewer may be next to 0, and
   * dividing by it magnifies rounding without bound.
   */
  private static final int FEWEST = 16;

  private static final double EPSILON = 1e-5;

  private NormalizationExamples() {}

  /**
   * Inputs are {@code [N, C]} or {@code [N, C, L]}.
   *
   * @param layers one of so many channels
   * @param momentum that of the layer
   */
  static Examples batchNorm(Mode mode, IntFunction<BatchNorm1d> layers, OptionalDouble momentum) {
    return batchNorm(
        mode,
        layers,
        momentum,
        (random, n, features) ->
            random.nextBoolean()
                ? Shape.of(n, features)
                : Shape.of(n, features, random.nextInt(1, 20)));
  }

  /** Inputs are {@code [N, C, H, W]}. */
  static Examples batchNorm2d(Mode mode, IntFunction<BatchNorm2d> layers, OptionalDouble momentum) {
    return batchNorm(
        mode,
        layers,
        momentum,
        (random, n, features) ->
            Shape.of(n, 1 + features % 9, random.nextInt(1, 5), random.nextInt(1, 5)));
  }

  /** An input of so many examples. */
  @FunctionalInterface
  private interface Inputs {
    Shape draw(RandomGenerator random, int n, int features);
  }

  private static Examples batchNorm(
      Mode mode, IntFunction<? extends BatchNorm> layers, OptionalDouble momentum, Inputs inputs) {
    return (random, batch, features) -> {
      Shape input = inputs.draw(random, batch + FEWEST, features);
      BatchNorm layer = layers.apply(input.dim(1));
      drawParameters(random, layer);
      drawStatistics(random, layer);
      var function = batchNorm(layer, mode, momentum);
      Example example = Example.normal(random, layer, input, function);
      return mode == Mode.TRAIN ? example : example.evaluated();
    };
  }

  /** The function in libtorch's module, with what the module does about batches and momentum. */
  private static LayerRow.Function batchNorm(BatchNorm layer, Mode mode, OptionalDouble momentum) {
    int mean = layer.parameters().size();
    boolean affine = mean > 0;
    boolean running = !layer.buffers().isEmpty();
    return (x, state) -> {
      double share = 0;
      if (running && mode == Mode.TRAIN) {
        Tensor batches = state.get(mean + 2).add_(scalar(1));
        share = momentum.orElse(1 / batches.item_double());
      }
      return torch.batch_norm(
          x,
          optional(affine, state, 0),
          optional(affine, state, 1),
          optional(running, state, mean),
          optional(running, state, mean + 1),
          mode == Mode.TRAIN || !running,
          share,
          EPSILON,
          false);
    };
  }

  /** Inputs are {@code [N, *]} or {@code [N, 2, *]}, where one or two axes are normalised. */
  static Examples layerNorm(boolean affine, boolean bias) {
    return (random, batch, features) -> {
      Shape normalized = normalizedShape(random, features);
      var layer = new LayerNorm(normalized, EPSILON, affine, bias);
      drawParameters(random, layer);
      return Example.normal(
          random,
          layer,
          input(random, batch, normalized),
          (x, p) ->
              torch.layer_norm(
                  x,
                  Torch.dims(normalized),
                  optional(affine, p, 0),
                  optional(bias, p, 1),
                  EPSILON,
                  false));
    };
  }

  /** Inputs as those of {@link #layerNorm}. */
  static Example rmsNorm(RandomGenerator random, int batch, int features) {
    Shape normalized = normalizedShape(random, features);
    var layer = new RMSNorm(normalized.toArray());
    drawParameters(random, layer);
    return Example.normal(
        random,
        layer,
        input(random, batch, normalized),
        (x, p) ->
            torch.rms_norm(x, Torch.dims(normalized), optional(true, p, 0), new DoubleOptional()));
  }

  /** With an epsilon, without weight. */
  static Example plainRmsNorm(RandomGenerator random, int batch, int features) {
    Shape normalized = normalizedShape(random, features);
    return Example.normal(
        random,
        new RMSNorm(normalized, 0.1, false),
        input(random, batch, normalized),
        (x, p) ->
            torch.rms_norm(
                x, Torch.dims(normalized), new TensorOptional(), new DoubleOptional(0.1)));
  }

  /** Inputs are {@code [N, C]}, {@code [N, C, L]} or {@code [N, C, H, W]}. */
  static Examples groupNorm(boolean affine) {
    return (random, batch, features) -> {
      int groups = random.nextInt(1, 5);
      int rank = random.nextInt(2, 5);
      int channels = groups * random.nextInt(1, 6) * (rank == 2 ? FEWEST : 1);
      Shape input =
          switch (rank) {
            case 2 -> Shape.of(batch, channels);
            case 3 -> Shape.of(batch, channels, random.nextInt(FEWEST, 2 * FEWEST));
            default -> Shape.of(batch, channels, random.nextInt(4, 6), random.nextInt(4, 6));
          };
      var layer = new GroupNorm(groups, channels, EPSILON, affine);
      drawParameters(random, layer);
      return Example.normal(
          random,
          layer,
          input,
          (x, p) ->
              torch.group_norm(
                  x, groups, optional(affine, p, 0), optional(affine, p, 1), EPSILON, false));
    };
  }

  private static Shape normalizedShape(RandomGenerator random, int features) {
    int last = features + FEWEST;
    return random.nextBoolean() ? Shape.of(last) : Shape.of(random.nextInt(1, 4), last);
  }

  private static Shape input(RandomGenerator random, int batch, Shape normalized) {
    IntStream before = random.nextBoolean() ? IntStream.of(batch) : IntStream.of(batch, 2);
    return Shape.of(IntStream.concat(before, IntStream.of(normalized.toArray())).toArray());
  }

  private static void drawParameters(RandomGenerator random, Layer layer) {
    for (Parameter parameter : layer.parameters()) {
      int[] dims = parameter.value().shape().toArray();
      parameter.value().copyFrom(Draw.uniform(random, 0.5, 1.5, dims));
      parameter.changed();
    }
  }

  /** A mean, a variance and a number of batches. */
  private static void drawStatistics(RandomGenerator random, BatchNorm layer) {
    List<Buffer> buffers = layer.buffers();
    if (!buffers.isEmpty()) {
      var mean = buffers.get(0).value();
      mean.copyFrom(Draw.normal(random, 1, mean.shape()));
      var variance = buffers.get(1).value();
      variance.copyFrom(Draw.uniform(random, 0.1, 3, variance.size()));
      buffers.get(2).value().set(0, random.nextInt(10));
    }
  }

  private static TensorOptional optional(boolean present, List<Tensor> state, int index) {
    return present ? new TensorOptional(state.get(index)) : new TensorOptional();
  }
}
