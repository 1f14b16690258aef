package dev.javelin.conformance;

import dev.javelin.Loss;
import dev.javelin.loss.BCELoss;
import dev.javelin.loss.CrossEntropyLoss;
import dev.javelin.loss.MSELoss;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.global.torch;

/**
 * A row of the table of losses.
 *
 * @param name Javelin's, with its settings
 * @param against libtorch's name
 * @param loss Javelin's
 * @param reference the loss of a prediction and a target of libtorch
 * @param examples makes predictions and targets
 */
record LossRow(
    String name,
    String against,
    Loss loss,
    BinaryOperator<org.bytedeco.pytorch.Tensor> reference,
    Examples examples,
    Bound value,
    Bound gradient) {
  /** A prediction {@code [N, C]} and its target; {@code indices} says that it is class indices. */
  record Example(Tensor prediction, Tensor target, boolean indices) {}

  @FunctionalInterface
  interface Examples {
    Example draw(RandomGenerator random, int batch, int classes);
  }

  private static final Bound SUM =
      Bound.ofEach(16, "two sums of up to 600 terms in different order");
  private static final Bound TERM = Bound.ofEach(4, "a few roundings");
  private static final Bound SOFTMAX =
      Bound.ofLargest(16, "errors of two exponential functions and of a sum of up to 60 of them");
  private static final Bound LOGARITHM =
      Bound.ofEach(32, 1e-2, "where a logit is far above the rest, the logarithm of a sum near 1");

  static final List<LossRow> TABLE =
      List.of(
          new LossRow(
              "MSELoss",
              "mse_loss",
              new MSELoss(),
              torch::mse_loss,
              (random, batch, classes) ->
                  new Example(
                      Draw.uniform(random, -3, 3, batch, classes),
                      Draw.uniform(random, -3, 3, batch, classes),
                      false),
              SUM,
              TERM),
          new LossRow(
              "BCELoss",
              "binary_cross_entropy",
              new BCELoss(),
              torch::binary_cross_entropy,
              LossRow::probabilities,
              SUM,
              TERM),
          new LossRow(
              "CrossEntropyLoss",
              "cross_entropy",
              new CrossEntropyLoss(),
              torch::cross_entropy,
              logits(4),
              LOGARITHM,
              SOFTMAX),
          new LossRow(
              "CrossEntropyLoss, logits in thousands",
              "cross_entropy",
              new CrossEntropyLoss(),
              torch::cross_entropy,
              logits(3000),
              LOGARITHM,
              SOFTMAX),
          new LossRow(
              "CrossEntropyLoss, logits to 1e30",
              "cross_entropy",
              new CrossEntropyLoss(),
              torch::cross_entropy,
              logits(1e30),
              LOGARITHM,
              SOFTMAX));

  private static Examples logits(double scale) {
    return (random, batch, classes) ->
        new Example(
            Draw.uniform(random, -scale, scale, batch, classes),
            Draw.indices(random, classes, batch),
            true);
  }

  /** Certain ones among them. */
  private static Example probabilities(RandomGenerator random, int batch, int classes) {
    Tensor prediction = Draw.uniform(random, 0, 1, batch, classes);
    Tensor target = Draw.uniform(random, 0, 1, batch, classes);
    for (int i = 0; i < prediction.size(); i += 7) {
      prediction.set(i, random.nextInt(2));
      target.set(i, random.nextInt(2));
    }
    return new Example(prediction, target, false);
  }
}
