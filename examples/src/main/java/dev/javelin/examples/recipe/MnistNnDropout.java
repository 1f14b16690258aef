package dev.javelin.examples.recipe;

import static dev.javelin.nn.init.Initializers.xavierUniform;

import dev.javelin.nn.Activations.ReLU;
import dev.javelin.nn.Dropout;
import dev.javelin.nn.Linear;
import dev.javelin.nn.Sequential;
import dev.javelin.random.Seed;

/**
 * {@code mnist_nn_dropout}: the network of {@link MnistNnDeep}, of which each step trains another
 * random part. Tested is the whole.
 */
final class MnistNnDropout {
  private MnistNnDropout() {}

  static Recipe recipe() {
    return MnistClassifier.ofRows(
        "mnist_nn_dropout",
        "784-512-512-512-512-10 with ReLU and dropout 0.3, Xavier weights",
        MnistNnDropout::model);
  }

  static Sequential model(int pixels, Seed seed) {
    // dropout = torch.nn.Dropout(p=0.3)
    var dropout = new Dropout(0.3, seed);
    // model = torch.nn.Sequential(linear1, relu, dropout, linear2, relu, dropout, ..., linear5)
    return new Sequential(
        new Linear(pixels, 512, seed, xavierUniform()),
        new ReLU(),
        dropout,
        new Linear(512, 512, seed, xavierUniform()),
        new ReLU(),
        dropout,
        new Linear(512, 512, seed, xavierUniform()),
        new ReLU(),
        dropout,
        new Linear(512, 512, seed, xavierUniform()),
        new ReLU(),
        dropout,
        new Linear(512, 10, seed, xavierUniform()));
  }
}
