package dev.javelin.conformance;

import dev.javelin.Loss;
import dev.javelin.loss.Reduction;
import dev.javelin.loss.TernaryLoss;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A row of the table of losses.
 *
 * @param name Javelin's, with its settings
 * @param against libtorch's name
 * @param javelin Javelin's
 * @param reference libtorch's
 * @param examples makes inputs
 * @param value how far losses may differ, where their terms are of about 1
 * @param gradient how far gradients may differ, where those of a term are of about 1
 * @param weighted whether it weighs classes, and so is for {@link LossConformanceTest#CLASSES}
 */
record LossRow(
    String name,
    String against,
    Javelin javelin,
    Reference reference,
    Examples examples,
    Bound value,
    Bound gradient,
    boolean weighted) {
  static final Bound SUM =
      Bound.ofEach(32, 1, "sums of up to 600 terms of about 1 in different order");
  static final Bound TERM = Bound.ofLargest(8, 1, "a few roundings");

  /** Runs a loss. */
  @FunctionalInterface
  interface Javelin {
    Result run(List<Tensor> inputs, Reduction reduction);
  }

  /** What it gives; gradients are of the sum where the losses are not reduced. */
  interface Result {
    double[] values();

    Tensor gradient(int input);
  }

  /** A loss of libtorch, which writes reductions as numbers: 0 for none, 1 mean, 2 sum. */
  @FunctionalInterface
  interface Reference {
    org.bytedeco.pytorch.Tensor run(List<org.bytedeco.pytorch.Tensor> inputs, long reduction);
  }

  /** What an input is for. */
  enum Kind {
    /** Has a gradient. */
    VARIABLE,
    CONSTANT,
    /** Class indices, whole numbers for libtorch. */
    INDICES
  }

  /** One of a loss's inputs. */
  record Input(Tensor tensor, Kind kind) {}

  /** Makes a loss's inputs for a batch of predictions {@code [N, C]}. */
  @FunctionalInterface
  interface Examples {
    List<Input> draw(RandomGenerator random, int batch, int classes);
  }

  static LossRow row(
      String name, Javelin javelin, String against, Reference reference, Examples examples) {
    return row(name, javelin, against, reference, examples, TERM);
  }

  static LossRow row(
      String name,
      Javelin javelin,
      String against,
      Reference reference,
      Examples examples,
      Bound gradient) {
    return new LossRow(name, against, javelin, reference, examples, SUM, gradient, false);
  }

  /** The same row for a loss with a weight for each class. */
  LossRow withWeights() {
    return new LossRow(name, against, javelin, reference, examples, value, gradient, true);
  }

  static Javelin binary(Function<Reduction, Loss> constructor) {
    return (inputs, reduction) -> {
      Loss.Cost cost = constructor.apply(reduction).forward(inputs.get(0), inputs.get(1));
      return new Result() {
        @Override
        public double[] values() {
          return reduction == Reduction.NONE
              ? Torch.numbers(cost.losses())
              : new double[] {cost.value()};
        }

        @Override
        public Tensor gradient(int input) {
          return cost.gradient();
        }
      };
    };
  }

  static Javelin ternary(Function<Reduction, TernaryLoss> constructor) {
    return (inputs, reduction) -> {
      TernaryLoss.Cost cost =
          constructor.apply(reduction).forward(inputs.get(0), inputs.get(1), inputs.get(2));
      return new Result() {
        @Override
        public double[] values() {
          return reduction == Reduction.NONE
              ? Torch.numbers(cost.losses())
              : new double[] {cost.value()};
        }

        @Override
        public Tensor gradient(int input) {
          return cost.gradient(input);
        }
      };
    };
  }
}
