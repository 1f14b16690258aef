package dev.javelin.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Loss;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Compares losses under every reduction with their definitions in double precision, and gradients
 * with central differences of those.
 */
final class LossAssert {
  /** Float32 keeps 2^-24 of each of at most some dozens of additions. */
  private static final double TOLERANCE = 5e-6;

  private static final double H = 1e-6;

  /** Steps of {@link #grid}: kinks are at least 1/4096 away, far more than a difference's step. */
  private static final int STEPS = 64;

  private LossAssert() {}

  /** The losses one by one, for inputs in double precision. */
  interface Definition {
    double[] losses(double[][] inputs);
  }

  /** What a loss of one reduction gave. */
  private record Outcome(Reduction reduction, double value, Tensor losses, Tensor[] gradients) {}

  /**
   * Checks a loss of predictions and targets.
   *
   * @param count what a mean divides by
   */
  static void assertLoss(
      Function<Reduction, Loss> lossOf,
      double count,
      Definition definition,
      Tensor prediction,
      Tensor target) {
    for (Reduction reduction : Reduction.values()) {
      Loss.Cost cost = lossOf.apply(reduction).forward(prediction, target);
      var outcome =
          reduction == Reduction.NONE
              ? new Outcome(reduction, 0, cost.losses(), new Tensor[] {cost.gradient()})
              : new Outcome(reduction, cost.value(), null, new Tensor[] {cost.gradient()});
      assertThatThrownBy(() -> other(reduction, cost::value, cost::losses))
          .isInstanceOf(IllegalStateException.class);
      assertOutcome(outcome, count, definition, prediction, target);
    }
  }

  /**
   * Checks a loss of three tensors.
   *
   * @param differentiable by which inputs it has gradients
   */
  static void assertLoss(
      Function<Reduction, TernaryLoss> lossOf,
      double count,
      boolean[] differentiable,
      Definition definition,
      Tensor first,
      Tensor second,
      Tensor third) {
    for (Reduction reduction : Reduction.values()) {
      TernaryLoss.Cost cost = lossOf.apply(reduction).forward(first, second, third);
      Tensor[] gradients = new Tensor[differentiable.length];
      for (int i = 0; i < gradients.length; i++) {
        int input = i;
        if (differentiable[i]) {
          gradients[i] = cost.gradient(i);
        } else {
          assertThatThrownBy(() -> cost.gradient(input))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("input " + input);
        }
      }
      var outcome =
          reduction == Reduction.NONE
              ? new Outcome(reduction, 0, cost.losses(), gradients)
              : new Outcome(reduction, cost.value(), null, gradients);
      assertThatThrownBy(() -> other(reduction, cost::value, cost::losses))
          .isInstanceOf(IllegalStateException.class);
      assertOutcome(outcome, count, definition, first, second, third);
    }
  }

  /** Asks for the figure that the reduction does not give. */
  private static void other(Reduction reduction, Runnable value, Runnable losses) {
    (reduction == Reduction.NONE ? value : losses).run();
  }

  private static void assertOutcome(
      Outcome outcome, double count, Definition definition, Tensor... inputs) {
    double[][] x = Arrays.stream(inputs).map(LossAssert::toDouble).toArray(double[][]::new);
    double[] losses = definition.losses(x);
    double divisor = outcome.reduction() == Reduction.MEAN ? count : 1;
    if (outcome.losses() == null) {
      assertClose(
          outcome.reduction().toString(), outcome.value(), DoubleStream.of(losses).sum() / divisor);
    } else {
      assertThat(outcome.losses().size()).isEqualTo(losses.length);
      for (int i = 0; i < losses.length; i++) {
        assertClose("loss " + i, outcome.losses().get(i), losses[i]);
      }
    }
    for (int input = 0; input < outcome.gradients().length; input++) {
      Tensor gradient = outcome.gradients()[input];
      if (gradient == null) {
        continue;
      }
      assertThat(gradient.shape()).isEqualTo(inputs[input].shape());
      for (int i = 0; i < gradient.size(); i++) {
        assertClose(
            outcome.reduction() + ", gradient " + i + " of input " + input,
            gradient.get(i),
            slope(definition, x, input, i) / divisor);
      }
    }
  }

  private static double slope(Definition definition, double[][] x, int input, int index) {
    double kept = x[input][index];
    x[input][index] = kept + H;
    double[] above = definition.losses(x);
    x[input][index] = kept - H;
    double[] below = definition.losses(x);
    x[input][index] = kept;
    return IntStream.range(0, above.length).mapToDouble(i -> above[i] - below[i]).sum() / (2 * H);
  }

  private static void assertClose(String what, double actual, double expected) {
    assertThat(actual).as(what).isCloseTo(expected, within(TOLERANCE * (1 + Math.abs(expected))));
  }

  static double[] toDouble(Tensor tensor) {
    return IntStream.range(0, tensor.size()).mapToDouble(tensor::get).toArray();
  }

  /** Uniform numbers. */
  static Tensor uniform(RandomStream random, double low, double high, int... dims) {
    Tensor tensor = Tensor.zeros(dims);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, (float) (low + (high - low) * random.nextFloat()));
    }
    return tensor;
  }

  /**
   * Numbers of about [-2, 2) on a grid of 1/64, those of column c moved by (c + 1) {@code shift} /
   * 4096. So no sum of two or three of them that differ in column or shift is near a kink at a
   * multiple of 1/64.
   */
  static Tensor grid(RandomStream random, int shift, int... dims) {
    Tensor tensor = Tensor.zeros(dims);
    int columns = dims[dims.length - 1];
    for (int i = 0; i < tensor.size(); i++) {
      double moved = (i % columns + 1.0) * shift / (STEPS * STEPS);
      tensor.set(i, (float) ((random.nextInt(4 * STEPS) - 2.0 * STEPS) / STEPS + moved));
    }
    return tensor;
  }

  /** 1 or -1. */
  static Tensor signs(RandomStream random, int... dims) {
    Tensor tensor = Tensor.zeros(dims);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, 2 * random.nextInt(2) - 1);
    }
    return tensor;
  }
}
