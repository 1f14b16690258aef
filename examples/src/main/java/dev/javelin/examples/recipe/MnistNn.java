package dev.javelin.examples.recipe;

import static dev.javelin.nn.init.Initializers.normal;

import dev.javelin.nn.Activations.ReLU;
import dev.javelin.nn.Linear;
import dev.javelin.nn.Sequential;
import dev.javelin.random.Seed;

/**
 * {@code mnist_nn}: two hidden layers with ReLU. Its normal(0, 1) weights are far too large, so the
 * first losses are in the tens; {@link MnistNnXavier} puts that right.
 */
final class MnistNn {
  private MnistNn() {}

  static Recipe recipe() {
    return MnistClassifier.ofRows(
        "mnist_nn", "784-256-256-10 with ReLU, normal(0, 1) weights", MnistNn::model);
  }

  static Sequential model(int pixels, Seed seed) {
    // linear1 = torch.nn.Linear(784, 256, bias=True), linear2, linear3
    // torch.nn.init.normal_(linear1.weight), linear2, linear3
    // model = torch.nn.Sequential(linear1, relu, linear2, relu, linear3)
    return new Sequential(
        new Linear(pixels, 256, seed, normal()),
        new ReLU(),
        new Linear(256, 256, seed, normal()),
        new ReLU(),
        new Linear(256, 10, seed, normal()));
  }
}
