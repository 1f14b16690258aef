package dev.javelin.examples.recipe;

import static dev.javelin.nn.init.Initializers.xavierUniform;

import dev.javelin.nn.Activations.ReLU;
import dev.javelin.nn.Conv2d;
import dev.javelin.nn.ConvOptions;
import dev.javelin.nn.Flatten;
import dev.javelin.nn.Linear;
import dev.javelin.nn.MaxPool2d;
import dev.javelin.nn.Sequential;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;

/** {@code mnist_cnn}: two convolutions, each followed by a pooling that halves the image. */
final class MnistCnn {
  private MnistCnn() {}

  static Recipe recipe() {
    return MnistClassifier.ofImages(
        "mnist_cnn",
        "convolutions 1-32-64 with ReLU and max pooling, then 3136-10",
        MnistCnn::model);
  }

  static Sequential model(Shape image, Seed seed) {
    // torch.nn.Conv2d(1, 32, kernel_size=3, stride=1, padding=1)
    ConvOptions options = ConvOptions.kernel(3).padding(1);
    // fc = torch.nn.Linear(7 * 7 * 64, 10, bias=True)
    // torch.nn.init.xavier_uniform_(fc.weight)
    int features = (image.dim(1) / 4) * (image.dim(2) / 4) * 64;
    return new Sequential(
        // layer1
        new Conv2d(1, 32, options, seed),
        new ReLU(),
        new MaxPool2d(2),
        // layer2
        new Conv2d(32, 64, options, seed),
        new ReLU(),
        new MaxPool2d(2),
        // out = out.view(out.size(0), -1)
        new Flatten(),
        new Linear(features, 10, seed, xavierUniform()));
  }
}
