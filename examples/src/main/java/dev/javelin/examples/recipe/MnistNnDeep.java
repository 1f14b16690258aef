package dev.javelin.examples.recipe;

import static dev.javelin.nn.init.Initializers.xavierUniform;

import dev.javelin.nn.Activations.ReLU;
import dev.javelin.nn.Linear;
import dev.javelin.nn.Sequential;
import dev.javelin.random.Seed;

/**
 * {@code mnist_nn_deep}: four hidden layers, wider than before. The lesson's program makes five
 * layers but puts three into its model; here all five are in.
 */
final class MnistNnDeep {
  private MnistNnDeep() {}

  static Recipe recipe() {
    return MnistClassifier.ofRows(
        "mnist_nn_deep", "784-512-512-512-512-10 with ReLU, Xavier weights", MnistNnDeep::model);
  }

  static Sequential model(int pixels, Seed seed) {
    // linear1 = torch.nn.Linear(784, 512, bias=True), linear2, linear3, linear4, linear5
    // torch.nn.init.xavier_uniform_(linear1.weight), linear2, linear3, linear4, linear5
    // model = torch.nn.Sequential(linear1, relu, linear2, relu, ..., linear5)
    return new Sequential(
        new Linear(pixels, 512, seed, xavierUniform()),
        new ReLU(),
        new Linear(512, 512, seed, xavierUniform()),
        new ReLU(),
        new Linear(512, 512, seed, xavierUniform()),
        new ReLU(),
        new Linear(512, 512, seed, xavierUniform()),
        new ReLU(),
        new Linear(512, 10, seed, xavierUniform()));
  }
}
