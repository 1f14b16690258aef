package dev.javelin.examples.recipe;

import static dev.javelin.nn.init.Initializers.xavierUniform;

import dev.javelin.nn.Activations.SELU;
import dev.javelin.nn.Linear;
import dev.javelin.nn.Sequential;
import dev.javelin.random.Seed;

/** {@code mnist_nn_selu}: the network of {@link MnistNnDeep} with SELU in place of ReLU. */
final class MnistNnSelu {
  private MnistNnSelu() {}

  static Recipe recipe() {
    return MnistClassifier.ofRows(
        "mnist_nn_selu", "784-512-512-512-512-10 with SELU, Xavier weights", MnistNnSelu::model);
  }

  static Sequential model(int pixels, Seed seed) {
    // selu = torch.nn.SELU()
    // model = torch.nn.Sequential(linear1, selu, linear2, selu, ..., linear5)
    return new Sequential(
        new Linear(pixels, 512, seed, xavierUniform()),
        new SELU(),
        new Linear(512, 512, seed, xavierUniform()),
        new SELU(),
        new Linear(512, 512, seed, xavierUniform()),
        new SELU(),
        new Linear(512, 512, seed, xavierUniform()),
        new SELU(),
        new Linear(512, 10, seed, xavierUniform()));
  }
}
