package dev.javelin.conformance;

import static dev.javelin.conformance.Torch.scalar;

import dev.javelin.Engine;
import dev.javelin.conformance.LayerRow.Example;
import dev.javelin.conformance.LayerRow.Examples;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Mode;
import dev.javelin.nn.AdaptiveAvgPool2d;
import dev.javelin.nn.AvgPool2d;
import dev.javelin.nn.Dropout2d;
import dev.javelin.nn.MaxPool2d;
import dev.javelin.nn.PoolOptions;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.global.torch;

/** Layers for {@link LayerTable} that take images, {@code [N, C, H, W]}. */
final class ImageExamples {
  private ImageExamples() {}

  /** Settings of a pooling, for both axes. */
  private static final class Windows {
    private final long[] kernel;
    private final long[] stride;
    private final long[] padding;
    private final long[] dilation;
    private final boolean ceilMode;

    Windows(RandomGenerator random, int mostDilation) {
      kernel = Draw.pair(random, 4);
      stride = Draw.pair(random, 4);
      padding = new long[] {random.nextLong(kernel[0] / 2 + 1), random.nextLong(kernel[1] / 2 + 1)};
      dilation = Draw.pair(random, mostDilation);
      ceilMode = random.nextBoolean();
    }

    PoolOptions options() {
      return PoolOptions.kernel((int) kernel[0], (int) kernel[1])
          .stride((int) stride[0], (int) stride[1])
          .padding((int) padding[0], (int) padding[1])
          .dilation((int) dilation[0], (int) dilation[1])
          .ceilMode(ceilMode);
    }

    /** Of planes that have at least two windows. */
    Shape input(RandomGenerator random, int batch, int features) {
      int height = (int) (dilation[0] * (kernel[0] - 1) + 1);
      int width = (int) (dilation[1] * (kernel[1] - 1) + 1 + stride[1]);
      return Shape.of(
          1 + batch % 5, 1 + features % 7, height + random.nextInt(12), width + random.nextInt(12));
    }
  }

  static Example maxPool(RandomGenerator random, int batch, int features) {
    Windows windows = new Windows(random, 3);
    return Example.normal(
        random,
        new MaxPool2d(windows.options()),
        windows.input(random, batch, features),
        (x, p) ->
            torch.max_pool2d(
                x,
                windows.kernel,
                windows.stride,
                windows.padding,
                windows.dilation,
                windows.ceilMode));
  }

  /** With many equal numbers, infinities and NaNs. */
  static Example maxPoolOfSpecialValues(RandomGenerator random, int batch, int features) {
    Example example = maxPool(random, batch, features);
    Tensor x = example.input();
    float[] special = {
      0, -0f, 1, -1, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, Float.MAX_VALUE
    };
    int used = random.nextInt(2, special.length + 1);
    for (int i = 0; i < x.size(); i++) {
      x.set(i, special[random.nextInt(used)]);
    }
    return example;
  }

  static Examples avgPool(boolean countIncludePad, boolean override) {
    return (random, batch, features) -> {
      Windows windows = new Windows(random, 1);
      int divisor = random.nextInt(1, 9);
      PoolOptions options = windows.options().countIncludePad(countIncludePad);
      return Example.normal(
          random,
          new AvgPool2d(override ? options.divisorOverride(divisor) : options),
          windows.input(random, batch, features),
          (x, p) ->
              torch.avg_pool2d(
                  x,
                  windows.kernel,
                  windows.stride,
                  windows.padding,
                  windows.ceilMode,
                  countIncludePad,
                  override ? new LongOptional(divisor) : new LongOptional()));
    };
  }

  /** Outputs smaller and larger than the input, and often of a single number. */
  static Example adaptiveAvgPool(RandomGenerator random, int batch, int features) {
    int height = random.nextInt(1, 6);
    int width = random.nextBoolean() ? height : random.nextInt(1, 6);
    return Example.normal(
        random,
        new AdaptiveAvgPool2d(height, width),
        Shape.of(1 + batch % 5, 1 + features % 7, random.nextInt(1, 20), random.nextInt(1, 20)),
        (x, p) -> torch.adaptive_avg_pool2d(x, height, width));
  }

  /** libtorch's formula, given Javelin's draw: 1 for a channel that is kept, else 0. */
  static Example dropout(RandomGenerator random, int batch, int features) {
    double p = random.nextDouble(0, 0.9);
    long seed = random.nextLong();
    Shape input = Shape.of(1 + batch % 5, features, random.nextInt(1, 9), random.nextInt(1, 9));
    var binding = new Binding(Engine.create(1), Mode.TRAIN, false);
    Tensor kept =
        new Dropout2d(p, new Seed(seed)).bind(input, binding).forward(Tensor.full(input, 1));
    for (int i = 0; i < kept.size(); i++) {
      kept.set(i, Math.signum(kept.get(i)));
    }
    return Example.normal(
        random,
        new Dropout2d(p, new Seed(seed)),
        input,
        (x, none) -> x.mul(Torch.of(kept).div(scalar(1 - p))));
  }

  static Example evaluatedDropout(RandomGenerator random, int batch, int features) {
    Shape input = Shape.of(1 + batch % 5, features, random.nextInt(1, 9), random.nextInt(1, 9));
    return Example.normal(
            random,
            new Dropout2d(0.3, new Seed(random.nextLong())),
            input,
            (x, p) -> torch.feature_dropout(x, 0.3, false))
        .evaluated();
  }
}
