package dev.javelin.examples.recipe;

import static dev.javelin.nn.init.Initializers.normal;

import dev.javelin.nn.Linear;
import dev.javelin.nn.Sequential;
import dev.javelin.random.Seed;

/** {@code mnist_softmax}: softmax regression, one layer and no hidden unit. */
final class MnistSoftmax {
  private MnistSoftmax() {}

  static Recipe recipe() {
    return MnistClassifier.ofRows(
        "mnist_softmax", "784-10, softmax regression, normal(0, 1) weights", MnistSoftmax::model);
  }

  static Sequential model(int pixels, Seed seed) {
    // linear = torch.nn.Linear(784, 10, bias=True)
    // torch.nn.init.normal_(linear.weight)
    return new Sequential(new Linear(pixels, 10, seed, normal()));
  }
}
