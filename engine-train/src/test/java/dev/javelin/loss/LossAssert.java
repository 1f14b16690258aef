package dev.javelin.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Loss;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
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

  /** What a loss should give. */
  private static final class Expected {
    final double count;
    final double[] losses;
    final double[][] slopes;

    Expected(double count, boolean[] wanted, Definition definition, Tensor... inputs) {
      double[][] x = Arrays.stream(inputs).map(LossAssert::toDouble).toArray(double[][]::new);
      this.count = count;
      losses = definition.losses(x);
      slopes = new double[wanted.length][];
      for (int input = 0; input < wanted.length; input++) {
        if (wanted[input]) {
          slopes[input] = slopes(definition, x, input);
        }
      }
    }

    private static double[] slopes(Definition definition, double[][] x, int input) {
      double[] slopes = new double[x[input].length];
      for (int i = 0; i < slopes.length; i++) {
        double kept = x[input][i];
        x[input][i] = kept + H;
        double[] above = definition.losses(x);
        x[input][i] = kept - H;
        double[] below = definition.losses(x);
        x[input][i] = kept;
        for (int j = 0; j < above.length; j++) {
          slopes[i] += (above[j] - below[j]) / (2 * H);
        }
      }
      return slopes;
    }
  }

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
    var expected = new Expected(count, new boolean[] {true}, definition, prediction, target);
    for (Reduction reduction : Reduction.values()) {
      Loss.Cost cost = lossOf.apply(reduction).forward(prediction, target);
      assertOutcome(reduction, expected, cost::value, cost::losses, cost.gradient());
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
    var expected = new Expected(count, differentiable, definition, first, second, third);
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
      assertOutcome(reduction, expected, cost::value, cost::losses, gradients);
    }
  }

  /** Checks the figure that the reduction gives, the refusal of the other, and the gradients. */
  private static void assertOutcome(
      Reduction reduction,
      Expected expected,
      DoubleSupplier value,
      Supplier<Tensor> losses,
      Tensor... gradients) {
    double divisor = reduction == Reduction.MEAN ? expected.count : 1;
    if (reduction == Reduction.NONE) {
      assertThatThrownBy(value::getAsDouble).isInstanceOf(IllegalStateException.class);
      assertClose("losses", losses.get(), expected.losses, 1);
    } else {
      assertThatThrownBy(losses::get).isInstanceOf(IllegalStateException.class);
      double sum = DoubleStream.of(expected.losses).sum();
      assertClose(reduction.toString(), value.getAsDouble(), sum / divisor);
    }
    for (int input = 0; input < gradients.length; input++) {
      if (expected.slopes[input] != null) {
        String what = reduction + ", gradient by input " + input;
        assertClose(what, gradients[input], expected.slopes[input], divisor);
      }
    }
  }

  private static void assertClose(String what, Tensor actual, double[] expected, double divisor) {
    assertThat(actual.size()).as(what).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertClose(what + ", element " + i, actual.get(i), expected[i] / divisor);
    }
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
