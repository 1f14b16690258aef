package dev.javelin.conformance;

import dev.javelin.conformance.LossRow.Examples;
import dev.javelin.conformance.LossRow.Input;
import dev.javelin.conformance.LossRow.Kind;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/** Inputs of losses. */
final class LossExamples {
  private LossExamples() {}

  /** Any numbers with any targets. */
  static List<Input> regression(RandomGenerator random, int batch, int classes) {
    return List.of(
        variable(Draw.uniform(random, -3, 3, batch, classes)),
        constant(Draw.uniform(random, -3, 3, batch, classes)));
  }

  /** Probabilities with probabilities, certain ones among them. */
  static List<Input> probabilities(RandomGenerator random, int batch, int classes) {
    Tensor prediction = Draw.uniform(random, 0, 1, batch, classes);
    Tensor target = Draw.uniform(random, 0, 1, batch, classes);
    for (int i = 0; i < prediction.size(); i += 7) {
      prediction.set(i, random.nextInt(2));
      target.set(i, random.nextInt(2));
    }
    return List.of(variable(prediction), constant(target));
  }

  /** Logits up to a size with probabilities. */
  static Examples logits(double size) {
    return (random, batch, classes) ->
        List.of(
            variable(Draw.uniform(random, -size, size, batch, classes)),
            probabilities(random, batch, classes).get(1));
  }

  /** Logits up to a size with class indices. */
  static Examples classes(double size) {
    return (random, batch, classes) ->
        List.of(
            variable(Draw.uniform(random, -size, size, batch, classes)),
            new Input(Draw.indices(random, classes, batch), Kind.INDICES));
  }

  /** Logits with class indices for three places of each example. */
  static List<Input> places(RandomGenerator random, int batch, int classes) {
    return List.of(
        variable(Draw.uniform(random, -4, 4, batch, classes, 3)),
        new Input(Draw.indices(random, classes, batch, 3), Kind.INDICES));
  }

  /** Logits with class probabilities. */
  static List<Input> distributions(RandomGenerator random, int batch, int classes) {
    Tensor target = Draw.uniform(random, 0, 1, batch, classes);
    for (int row = 0; row < batch; row++) {
      float sum = 0;
      for (int j = 0; j < classes; j++) {
        sum += target.get(row * classes + j);
      }
      for (int j = 0; j < classes; j++) {
        target.set(row * classes + j, target.get(row * classes + j) / sum);
      }
    }
    return List.of(variable(Draw.uniform(random, -4, 4, batch, classes)), constant(target));
  }

  /** Log-probabilities with probabilities. */
  static List<Input> divergence(RandomGenerator random, int batch, int classes) {
    return List.of(
        variable(Draw.uniform(random, -5, 0, batch, classes)),
        probabilities(random, batch, classes).get(1));
  }

  /** Log-probabilities with log-probabilities. */
  static List<Input> logDivergence(RandomGenerator random, int batch, int classes) {
    return List.of(
        variable(Draw.uniform(random, -5, 0, batch, classes)),
        constant(Draw.uniform(random, -5, 0, batch, classes)));
  }

  /** Numbers between two bounds with counts. */
  static Examples counts(double low, double high) {
    return (random, batch, classes) ->
        List.of(
            variable(Draw.uniform(random, low, high, batch, classes)),
            constant(Draw.indices(random, 7, batch, classes)));
  }

  /** Scores with 1 and -1. */
  static List<Input> signs(RandomGenerator random, int batch, int classes) {
    return List.of(
        variable(Draw.uniform(random, -3, 3, batch, classes)),
        constant(signs(random, new int[] {batch, classes})));
  }

  /** Scores with the labels of each row, which end with -1. */
  static List<Input> labels(RandomGenerator random, int batch, int classes) {
    Tensor target = Tensor.full(Tensor.zeros(batch, classes).shape(), -1);
    int[] order = new int[classes];
    for (int row = 0; row < batch; row++) {
      new RandomStream(random.nextLong(), 0).shuffle(order);
      int count = random.nextInt(classes + 1);
      for (int j = 0; j < count; j++) {
        target.set(row * classes + j, order[j]);
      }
    }
    return List.of(
        variable(Draw.uniform(random, -3, 3, batch, classes)), new Input(target, Kind.INDICES));
  }

  /** Means, targets and variances. */
  static List<Input> normals(RandomGenerator random, int batch, int classes) {
    return List.of(
        variable(Draw.uniform(random, -3, 3, batch, classes)),
        constant(Draw.uniform(random, -3, 3, batch, classes)),
        variable(Draw.uniform(random, 0.3, 2, batch, classes)));
  }

  /** Two scores with 1 or -1 for each pair. */
  static List<Input> ranks(RandomGenerator random, int batch, int classes) {
    return List.of(
        variable(Draw.uniform(random, -3, 3, batch, classes)),
        variable(Draw.uniform(random, -3, 3, batch, classes)),
        constant(signs(random, new int[] {batch, classes})));
  }

  /** Two vectors in each row with 1 or -1. */
  static List<Input> angles(RandomGenerator random, int batch, int classes) {
    return List.of(
        variable(notShort(random, batch, classes)),
        variable(notShort(random, batch, classes)),
        constant(signs(random, new int[] {batch})));
  }

  /** The direction of a vector of almost no length magnifies rounding without bound. */
  private static Tensor notShort(RandomGenerator random, int batch, int classes) {
    Tensor vectors = Draw.uniform(random, 0.5, 3, batch, classes);
    Tensor signs = signs(random, new int[] {batch, classes});
    for (int i = 0; i < vectors.size(); i++) {
      vectors.set(i, vectors.get(i) * signs.get(i));
    }
    return vectors;
  }

  /** Three vectors in each row. */
  static List<Input> triplets(RandomGenerator random, int batch, int classes) {
    return List.of(
        variable(Draw.uniform(random, -3, 3, batch, classes)),
        variable(Draw.uniform(random, -3, 3, batch, classes)),
        variable(Draw.uniform(random, -3, 3, batch, classes)));
  }

  /** A weight for each class, the same at every call. */
  static Tensor weights(int classes) {
    return Draw.uniform(new RandomStream(1, 0), 0.2, 2, classes);
  }

  private static Tensor signs(RandomGenerator random, int[] dims) {
    Tensor signs = Draw.indices(random, 2, dims);
    for (int i = 0; i < signs.size(); i++) {
      signs.set(i, 2 * signs.get(i) - 1);
    }
    return signs;
  }

  private static Input variable(Tensor tensor) {
    return new Input(tensor, Kind.VARIABLE);
  }

  private static Input constant(Tensor tensor) {
    return new Input(tensor, Kind.CONSTANT);
  }
}
