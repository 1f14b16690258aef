package dev.javelin.examples.recipe;

import static dev.javelin.nn.init.Initializers.xavierUniform;

import dev.javelin.nn.Activations.ReLU;
import dev.javelin.nn.Conv2d;
import dev.javelin.nn.ConvOptions;
import dev.javelin.nn.Dropout;
import dev.javelin.nn.Flatten;
import dev.javelin.nn.Linear;
import dev.javelin.nn.MaxPool2d;
import dev.javelin.nn.PoolOptions;
import dev.javelin.nn.Sequential;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;

/** {@code mnist_deep_cnn}: {@link MnistCnn} with a layer more of each kind, and dropout. */
final class MnistDeepCnn {
  private MnistDeepCnn() {}

  static Recipe recipe() {
    return MnistClassifier.ofImages(
        "mnist_deep_cnn",
        "convolutions 1-32-64-128 with ReLU and max pooling, then 2048-625-10 with dropout 0.5",
        MnistDeepCnn::model);
  }

  static Sequential model(Shape image, Seed seed) {
    // torch.nn.Conv2d(1, 32, kernel_size=3, stride=1, padding=1)
    ConvOptions options = ConvOptions.kernel(3).padding(1);
    // fc1 = torch.nn.Linear(4 * 4 * 128, 625, bias=True)
    // torch.nn.init.xavier_uniform_(fc1.weight)
    int features = (image.dim(1) / 8 + 1) * (image.dim(2) / 8 + 1) * 128;
    return new Sequential(
        // layer1
        new Conv2d(1, 32, options, seed),
        new ReLU(),
        new MaxPool2d(2),
        // layer2
        new Conv2d(32, 64, options, seed),
        new ReLU(),
        new MaxPool2d(2),
        // layer3, with torch.nn.MaxPool2d(kernel_size=2, stride=2, padding=1)
        new Conv2d(64, 128, options, seed),
        new ReLU(),
        new MaxPool2d(PoolOptions.kernel(2).padding(1)),
        // out = out.view(out.size(0), -1)
        new Flatten(),
        // layer4, with torch.nn.Dropout(p=1 - keep_prob)
        new Linear(features, 625, seed, xavierUniform()),
        new ReLU(),
        new Dropout(0.5, seed),
        // fc2 = torch.nn.Linear(625, 10, bias=True)
        // torch.nn.init.xavier_uniform_(fc2.weight)
        new Linear(625, 10, seed, xavierUniform()));
  }
}
