package dev.javelin.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Loss;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Losses against their definitions in double precision, gradients against central differences. */
class LossesTest {
  /** Float32 keeps 2^-24 of each of at most some dozens of additions. */
  private static final double TOLERANCE = 5e-6;

  @Property(tries = 60)
  void crossEntropy(
      @ForAll @IntRange(min = 1, max = 12) int batch,
      @ForAll @IntRange(min = 1, max = 40) int classes,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Tensor logits = uniform(random, -5, 5, batch, classes);
    Tensor labels = Tensor.zeros(batch);
    for (int i = 0; i < batch; i++) {
      labels.set(i, random.nextInt(classes));
    }
    assertLoss(
        new CrossEntropyLoss(),
        logits,
        labels,
        x -> {
          double total = 0;
          for (int row = 0; row < batch; row++) {
            double sum = 0;
            for (int j = 0; j < classes; j++) {
              sum += Math.exp(x[row * classes + j]);
            }
            total += Math.log(sum) - x[row * classes + (int) labels.get(row)];
          }
          return total / batch;
        });
  }

  @Property(tries = 60)
  void meanSquaredError(
      @ForAll @IntRange(min = 1, max = 12) int batch,
      @ForAll @IntRange(min = 1, max = 40) int features,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Tensor target = uniform(random, -2, 2, batch, features);
    assertLoss(
        new MSELoss(),
        uniform(random, -2, 2, batch, features),
        target,
        x ->
            IntStream.range(0, x.length)
                .mapToDouble(i -> (x[i] - target.get(i)) * (x[i] - target.get(i)))
                .average()
                .orElseThrow());
  }

  @Property(tries = 60)
  void binaryCrossEntropy(
      @ForAll @IntRange(min = 1, max = 12) int batch,
      @ForAll @IntRange(min = 1, max = 40) int features,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Tensor target = uniform(random, 0, 1, batch, features);
    assertLoss(
        new BCELoss(),
        uniform(random, 0.02, 0.98, batch, features),
        target,
        x ->
            IntStream.range(0, x.length)
                .mapToDouble(
                    i -> -target.get(i) * Math.log(x[i]) - (1 - target.get(i)) * Math.log(1 - x[i]))
                .average()
                .orElseThrow());
  }

  private static void assertLoss(
      Loss loss, Tensor prediction, Tensor target, ToDoubleFunction<double[]> definition) {
    double[] x = IntStream.range(0, prediction.size()).mapToDouble(prediction::get).toArray();
    Loss.Cost cost = loss.forward(prediction, target);
    double expected = definition.applyAsDouble(x);
    assertThat(cost.value()).isCloseTo(expected, within(TOLERANCE * (1 + Math.abs(expected))));
    double h = 1e-6;
    for (int i = 0; i < x.length; i++) {
      double kept = x[i];
      x[i] = kept + h;
      double above = definition.applyAsDouble(x);
      x[i] = kept - h;
      double below = definition.applyAsDouble(x);
      x[i] = kept;
      double slope = (above - below) / (2 * h);
      assertThat((double) cost.gradient().get(i))
          .as("gradient %d", i)
          .isCloseTo(slope, within(TOLERANCE * (1 + Math.abs(slope))));
    }
  }

  @Test
  void crossEntropyOfHugeLogitsIsFinite() {
    Tensor logits = Tensor.of(new float[] {1e30f, 0, -1e30f}, 1, 3);
    assertThat(new CrossEntropyLoss().forward(logits, Tensor.zeros(1)).value()).isEqualTo(0);
  }

  @Test
  void crossEntropyRefusesALabelOutOfRange() {
    var loss = new CrossEntropyLoss();
    for (float label : new float[] {10, -1, 2.5f, Float.NaN}) {
      Tensor target = Tensor.of(new float[] {0, label}, 2);
      assertThatThrownBy(() -> loss.forward(Tensor.zeros(2, 10), target))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "CrossEntropyLoss expects class indices from 0 to 9, but target 1 is " + label);
    }
  }

  @Test
  void lossesRefuseShapesThatDoNotFit() {
    assertThatThrownBy(() -> new MSELoss().forward(Tensor.zeros(2, 3), Tensor.zeros(3, 2)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("MSELoss");
    assertThatThrownBy(() -> new CrossEntropyLoss().forward(Tensor.zeros(2, 3), Tensor.zeros(3)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("[2], got [3]");
    assertThatThrownBy(() -> new CrossEntropyLoss().forward(Tensor.zeros(2), Tensor.zeros(2)))
        .isInstanceOf(ShapeMismatchException.class);
  }

  @Test
  void binaryCrossEntropyHoldsCertainErrorsAtAHundred() {
    Tensor certain = Tensor.of(new float[] {0, 1}, 2);
    Tensor opposite = Tensor.of(new float[] {1, 0}, 2);
    var loss = new BCELoss();
    assertThat(loss.forward(certain, opposite).value()).isEqualTo(100);
    assertThat(loss.forward(certain, certain).value()).isEqualTo(0);
    assertThatThrownBy(() -> loss.forward(Tensor.full(Shape.of(2), 1.5f), certain))
        .hasMessageContaining("prediction 0 is 1.5");
  }

  private static Tensor uniform(RandomStream random, double low, double high, int... dims) {
    Tensor tensor = Tensor.zeros(dims);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, (float) (low + (high - low) * random.nextFloat()));
    }
    return tensor;
  }
}
