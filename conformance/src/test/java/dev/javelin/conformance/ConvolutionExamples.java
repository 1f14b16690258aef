package dev.javelin.conformance;

import dev.javelin.conformance.LayerRow.Example;
import dev.javelin.conformance.LayerRow.Examples;
import dev.javelin.conformance.LayerRow.Function;
import dev.javelin.layer.Layer;
import dev.javelin.nn.Activations.GELU;
import dev.javelin.nn.Activations.ReLU;
import dev.javelin.nn.Conv1d;
import dev.javelin.nn.Conv2d;
import dev.javelin.nn.ConvOptions;
import dev.javelin.nn.ConvTranspose2d;
import dev.javelin.nn.MaxPool2d;
import dev.javelin.nn.PoolOptions;
import dev.javelin.nn.Sequential;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Convolutions for {@link LayerTable}. */
final class ConvolutionExamples {
  private static final long[] ONES = {1, 1};

  private ConvolutionExamples() {}

  /** How channels are connected. */
  enum Channels {
    ONE_GROUP,
    GROUPS,
    /** As many groups as input channels. */
    DEPTHWISE,
    /** One group of many channels, and kernels of 3 or 5 that move by one: computed in tiles. */
    TILED
  }

  /** Settings of a convolution, for both axes. */
  private static final class Settings {
    private final long[] kernel;
    private final long[] stride;
    private final long[] padding;
    private final long[] dilation;
    private final int groups;
    private final int in;
    private final int out;
    private final int images;

    private Settings(
        long[] kernel,
        long[] stride,
        long[] padding,
        long[] dilation,
        int groups,
        int in,
        int out,
        int batch) {
      this.kernel = kernel;
      this.stride = stride;
      this.padding = padding;
      this.dilation = dilation;
      this.groups = groups;
      this.in = in;
      this.out = out;
      // Of which backward makes up to two chunks.
      images = 1 + batch % 10;
    }

    static Settings draw(RandomGenerator random, int batch, int features, Channels channels) {
      if (channels == Channels.TILED) {
        return tiled(random, batch);
      }
      long[] kernel = Draw.pair(random, 5);
      long[] stride = Draw.pair(random, 3);
      long[] padding = {random.nextLong(kernel[0] + 1), random.nextLong(kernel[1] + 1)};
      long[] dilation = Draw.pair(random, 3);
      int groups = channels == Channels.ONE_GROUP ? 1 : random.nextInt(2, 6);
      int in = channels == Channels.DEPTHWISE ? groups : groups * (1 + features % 5);
      int out = groups * random.nextInt(1, 6);
      return new Settings(kernel, stride, padding, dilation, groups, in, out, batch);
    }

    private static Settings tiled(RandomGenerator random, int batch) {
      long side = random.nextBoolean() ? 3 : 5;
      long[] kernel = {side, side};
      long[] padding = {random.nextLong(side), random.nextLong(side)};
      int in = random.nextInt(16, 33);
      int out = random.nextInt(16, 49);
      return new Settings(kernel, ONES, padding, ONES, 1, in, out, batch);
    }

    ConvOptions options() {
      return ConvOptions.kernel((int) kernel[0], (int) kernel[1])
          .stride((int) stride[0], (int) stride[1])
          .padding((int) padding[0], (int) padding[1])
          .dilation((int) dilation[0], (int) dilation[1])
          .groups(groups);
    }

    /** The settings along W. */
    ConvOptions lineOptions() {
      return ConvOptions.kernel((int) kernel[1])
          .stride((int) stride[1])
          .padding((int) padding[1])
          .dilation((int) dilation[1])
          .groups(groups);
    }

    /** How far the last tap is from the first. */
    private long reach(int axis) {
      return dilation[axis] * (kernel[axis] - 1);
    }

    /** At least as long as the kernel, padding included: the image itself may be shorter. */
    int length(RandomGenerator random, int axis) {
      return (int) Math.max(1, reach(axis) + 1 - 2 * padding[axis]) + random.nextInt(7);
    }

    /** Of which a transposed convolution's padding leaves something. */
    int transposedLength(RandomGenerator random, int axis) {
      long cut = Math.ceilDiv(2 * padding[axis] - reach(axis), stride[axis]);
      return 1 + (int) Math.max(0, cut) + random.nextInt(7);
    }

    /** Below stride or dilation. */
    int outputPadding(RandomGenerator random, int axis) {
      return random.nextInt((int) Math.max(stride[axis], dilation[axis]));
    }

    Tensor conv2d(Tensor x, List<Tensor> p) {
      return torch.conv2d(x, p.get(0), bias(p), stride, padding, dilation, groups);
    }
  }

  static Examples conv2d(Channels channels, boolean bias) {
    return (random, batch, features) -> {
      var settings = Settings.draw(random, batch, features, channels);
      ConvOptions options = settings.options();
      return example(
          random,
          new Conv2d(
              settings.in, settings.out, bias ? options : options.withoutBias(), seed(random)),
          Shape.of(
              settings.images, settings.in, settings.length(random, 0), settings.length(random, 1)),
          settings::conv2d);
    };
  }

  /** Images smaller than the kernel too; an even kernel has one more zero below and right. */
  static Examples samePadding(Channels channels) {
    return (random, batch, features) -> {
      var settings = Settings.draw(random, batch, features, channels);
      ConvOptions options = settings.options().stride(1).samePadding();
      return example(
          random,
          new Conv2d(settings.in, settings.out, options, seed(random)),
          Shape.of(settings.images, settings.in, random.nextInt(1, 14), random.nextInt(1, 14)),
          (x, p) ->
              torch.conv2d(x, p.get(0), bias(p), ONES, "same", settings.dilation, settings.groups));
    };
  }

  static Examples conv1d(Channels channels, boolean bias) {
    return (random, batch, features) -> {
      var settings = Settings.draw(random, batch, features, channels);
      ConvOptions options = settings.lineOptions();
      return example(
          random,
          new Conv1d(
              settings.in, settings.out, bias ? options : options.withoutBias(), seed(random)),
          Shape.of(settings.images, settings.in, settings.length(random, 1) + random.nextInt(40)),
          (x, p) ->
              torch.conv1d(
                  x,
                  p.get(0),
                  bias(p),
                  new long[] {settings.stride[1]},
                  new long[] {settings.padding[1]},
                  new long[] {settings.dilation[1]},
                  settings.groups));
    };
  }

  static Example samePaddingOfSequences(RandomGenerator random, int batch, int features) {
    var settings = Settings.draw(random, batch, features, Channels.ONE_GROUP);
    ConvOptions options = settings.lineOptions().stride(1).samePadding();
    return example(
        random,
        new Conv1d(settings.in, settings.out, options, seed(random)),
        Shape.of(settings.images, settings.in, random.nextInt(1, 60)),
        (x, p) ->
            torch.conv1d(
                x,
                p.get(0),
                bias(p),
                new long[] {1},
                "same",
                new long[] {settings.dilation[1]},
                1));
  }

  static Examples convTranspose2d(Channels channels, boolean bias) {
    return (random, batch, features) -> {
      var settings = Settings.draw(random, batch, features, channels);
      int below = settings.outputPadding(random, 0);
      int right = settings.outputPadding(random, 1);
      ConvOptions options = settings.options().outputPadding(below, right);
      return example(
          random,
          new ConvTranspose2d(
              settings.in, settings.out, bias ? options : options.withoutBias(), seed(random)),
          Shape.of(
              settings.images,
              settings.in,
              settings.transposedLength(random, 0),
              settings.transposedLength(random, 1)),
          (x, p) ->
              torch.conv_transpose2d(
                  x,
                  p.get(0),
                  bias(p),
                  settings.stride,
                  settings.padding,
                  new long[] {below, right},
                  settings.groups,
                  settings.dilation));
    };
  }

  static Example gelu(RandomGenerator random, int batch, int features) {
    var settings = Settings.draw(random, batch, features, Channels.ONE_GROUP);
    return example(
        random,
        new Sequential(convolution(settings, random), new GELU()),
        Shape.of(
            settings.images, settings.in, settings.length(random, 0), settings.length(random, 1)),
        (x, p) -> torch.gelu(settings.conv2d(x, p)));
  }

  /**
   * With small whole numbers, of which sums are exact: both sides then choose the same maxima, and
   * many are equal.
   */
  static Examples maxPool(Channels channels, boolean relu) {
    return (random, batch, features) -> {
      var settings = Settings.draw(random, batch, features, channels);
      int kernel = random.nextInt(2, 4);
      int padding = random.nextInt(2);
      var pool = new MaxPool2d(PoolOptions.kernel(kernel).stride(2).padding(padding));
      Conv2d layer = convolution(settings, random);
      // Of whole numbers sums are exact and many are equal, but not those that tiles round.
      boolean whole = channels != Channels.TILED;
      if (whole) {
        layer.parameters().forEach(parameter -> fillWhole(parameter.value(), random));
      }
      // Room for a window of the pooling.
      int height = settings.length(random, 0) + 2 * (int) settings.stride[0];
      int width = settings.length(random, 1) + 2 * (int) settings.stride[1];
      Example example =
          example(
              random,
              relu ? new Sequential(layer, new ReLU(), pool) : new Sequential(layer, pool),
              Shape.of(settings.images, settings.in, height, width),
              (x, p) -> {
                Tensor z = settings.conv2d(x, p);
                return torch.max_pool2d(
                    relu ? torch.relu(z) : z,
                    new long[] {kernel, kernel},
                    new long[] {2, 2},
                    new long[] {padding, padding},
                    ONES,
                    false);
              });
      if (whole) {
        fillWhole(example.input(), random);
      }
      return example;
    };
  }

  /**
   * With libtorch's function in double precision. In float32 it takes oneDNN, which for many of
   * these examples gives a wrong gradient of the input, or output of a transposed convolution, even
   * infinities; with oneDNN switched off libtorch agrees with its own double precision.
   */
  private static Example example(
      RandomGenerator random, Layer layer, Shape input, Function function) {
    return Example.normal(
        random,
        layer,
        input,
        (x, p) ->
            function
                .apply(doubled(x), p.stream().map(ConvolutionExamples::doubled).toList())
                .to(ScalarType.Float));
  }

  private static Tensor doubled(Tensor tensor) {
    return tensor.to(ScalarType.Double);
  }

  private static Conv2d convolution(Settings settings, RandomGenerator random) {
    return new Conv2d(settings.in, settings.out, settings.options(), seed(random));
  }

  private static void fillWhole(dev.javelin.tensor.Tensor tensor, RandomGenerator random) {
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, random.nextInt(-2, 3));
    }
  }

  private static Seed seed(RandomGenerator random) {
    return new Seed(random.nextLong());
  }

  private static TensorOptional bias(List<Tensor> parameters) {
    return parameters.size() > 1 ? new TensorOptional(parameters.get(1)) : new TensorOptional();
  }
}
