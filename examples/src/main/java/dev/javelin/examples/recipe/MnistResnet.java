package dev.javelin.examples.recipe;

import dev.javelin.layer.Layer;
import dev.javelin.nn.Activations.ReLU;
import dev.javelin.nn.AdaptiveAvgPool2d;
import dev.javelin.nn.BatchNorm2d;
import dev.javelin.nn.Conv2d;
import dev.javelin.nn.ConvOptions;
import dev.javelin.nn.Flatten;
import dev.javelin.nn.Linear;
import dev.javelin.nn.Residual;
import dev.javelin.nn.Sequential;
import dev.javelin.optim.schedule.OneCycleLR;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;

/**
 * {@code mnist_resnet}: a small residual network (He, Zhang, Ren, Sun, "Deep residual learning for
 * image recognition", 2016). A convolution to 16 channels, then two stages of 32 and 64: a
 * convolution that halves the image, and a block that keeps its size. The learning rate goes
 * through one cycle.
 */
final class MnistResnet {
  private static final double HIGHEST_RATE = 0.01;

  private MnistResnet() {}

  static Recipe recipe() {
    return MnistClassifier.ofImages(
            "mnist_resnet",
            "residual network of 16-32-64 channels with batch normalisation, one cycle",
            MnistResnet::model)
        .withRate(steps -> new OneCycleLR(HIGHEST_RATE, steps));
  }

  static Sequential model(Shape image, Seed seed) {
    return new Sequential(
        convolution(1, 16, 1, seed),
        convolution(16, 32, 2, seed),
        block(32, seed),
        convolution(32, 64, 2, seed),
        block(64, seed),
        // The mean of each channel: [N, 64, 7, 7] to [N, 64, 1, 1].
        new AdaptiveAvgPool2d(1),
        new Flatten(),
        new Linear(64, 10, seed));
  }

  /** Two convolutions beside a shortcut. */
  private static Layer block(int channels, Seed seed) {
    return new Sequential(
        new Residual(
            new Sequential(
                convolution(channels, channels, 1, seed),
                new Conv2d(channels, channels, options(1), seed),
                new BatchNorm2d(channels))),
        new ReLU());
  }

  private static Layer convolution(int in, int out, int stride, Seed seed) {
    return new Sequential(
        new Conv2d(in, out, options(stride), seed), new BatchNorm2d(out), new ReLU());
  }

  /** Without a bias, since batch normalisation adds its own. */
  private static ConvOptions options(int stride) {
    return ConvOptions.kernel(3).stride(stride).padding(1).withoutBias();
  }
}
