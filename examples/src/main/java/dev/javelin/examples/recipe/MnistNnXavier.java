package dev.javelin.examples.recipe;

import static dev.javelin.nn.init.Initializers.xavierUniform;

import dev.javelin.nn.Activations.ReLU;
import dev.javelin.nn.Linear;
import dev.javelin.nn.Sequential;
import dev.javelin.random.Seed;

/** {@code mnist_nn_xavier}: the network of {@link MnistNn} with Xavier's first weights. */
final class MnistNnXavier {
  private MnistNnXavier() {}

  static Recipe recipe() {
    return MnistClassifier.ofRows(
        "mnist_nn_xavier", "784-256-256-10 with ReLU, Xavier weights", MnistNnXavier::model);
  }

  static Sequential model(int pixels, Seed seed) {
    // torch.nn.init.xavier_uniform_(linear1.weight), linear2, linear3
    return new Sequential(
        new Linear(pixels, 256, seed, xavierUniform()),
        new ReLU(),
        new Linear(256, 256, seed, xavierUniform()),
        new ReLU(),
        new Linear(256, 10, seed, xavierUniform()));
  }
}
