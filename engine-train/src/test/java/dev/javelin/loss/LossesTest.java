package dev.javelin.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Loss;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Examples by hand, special values and refusals. */
class LossesTest {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  @Test
  void weightedMeanDividesByTheWeightsOfTheTargetsThatCount() {
    Tensor logs = Tensor.of(new float[] {-1, -2, -3, -4, -5, -6}, 3, 2);
    Tensor labels = Tensor.of(new float[] {0, 1, 7}, 3);
    Loss loss = new NLLLoss().withWeight(vector(1, 3)).withIgnoreIndex(7);
    // (1 * 1 + 3 * 4) / (1 + 3)
    assertThat(loss.forward(logs, labels).value()).isEqualTo(3.25);
    assertThat(loss.forward(logs, labels).gradient().toArray())
        .containsExactly(-0.25f, 0, 0, -0.75f, 0, 0);
  }

  @Test
  void crossEntropyOfEqualLogitsIsTheLogarithmOfTheClasses() {
    Tensor logits = Tensor.zeros(2, 4);
    Tensor labels = vector(1, 3);
    double expected = Math.log(4);
    var loss = new CrossEntropyLoss();
    assertThat(loss.forward(logits, labels).value()).isCloseTo(expected, within(1e-6));
    assertThat(loss.withLabelSmoothing(0.5).forward(logits, labels).value())
        .isCloseTo(expected, within(1e-6));
    assertThat(loss.forward(logits, Tensor.full(Shape.of(2, 4), 0.25f)).value())
        .isCloseTo(expected, within(1e-6));
  }

  @Test
  void aMeanOfNothingIsNaNWithoutGradient() {
    Tensor labels = vector(-100, -100);
    for (double smoothing : new double[] {0, 0.1}) {
      var loss = new CrossEntropyLoss().withLabelSmoothing(smoothing);
      Loss.Cost cost = loss.forward(Tensor.zeros(2, 3), labels);
      assertThat(cost.value()).isNaN();
      assertThat(cost.gradient().toArray()).containsOnly(0);
      assertThat(loss.withReduction(Reduction.SUM).forward(Tensor.zeros(2, 3), labels).value())
          .isEqualTo(0);
    }
  }

  @Test
  void multiLabelMarginAsInPyTorchsDocumentation() {
    Tensor scores = Tensor.of(new float[] {0.1f, 0.2f, 0.4f, 0.8f}, 1, 4);
    // Labels 3 and 0; what follows the -1 does not count.
    Tensor labels = Tensor.of(new float[] {3, 0, -1, 1}, 1, 4);
    assertThat(new MultiLabelMarginLoss().forward(scores, labels).value())
        .isCloseTo(0.85, within(1e-6));
    // A label given twice counts twice.
    Tensor twice = Tensor.of(new float[] {3, 3, -1, -1}, 1, 4);
    assertThat(new MultiLabelMarginLoss().forward(scores, twice).value())
        .isCloseTo(2 * (0.3 + 0.4 + 0.6) / 4, within(1e-6));
  }

  @Test
  void divergenceOfABatchDividesByItsFirstAxis() {
    Tensor logs = Tensor.full(Shape.of(2, 4), -1);
    Tensor target = Tensor.full(Shape.of(2, 4), 1);
    Loss.Cost cost = new KLDivLoss().withBatchMean().forward(logs, target);
    assertThat(cost.value()).isEqualTo(4);
    assertThat(cost.gradient().toArray()).containsOnly(-0.5f);
    assertThat(new KLDivLoss().forward(logs, target).value()).isEqualTo(1);
    assertThat(
            new KLDivLoss()
                .withBatchMean()
                .withReduction(Reduction.SUM)
                .forward(logs, target)
                .value())
        .isEqualTo(8);
  }

  @Test
  void otherSignsCostBothOrNothing() {
    Tensor zero = vector(0);
    assertThat(new HingeEmbeddingLoss().forward(vector(0.25f), zero).value()).isEqualTo(1);
    Tensor row = Tensor.of(new float[] {1, 2}, 1, 2);
    TernaryLoss.Cost cost = new CosineEmbeddingLoss().forward(row, row, zero);
    assertThat(cost.value()).isEqualTo(0);
    assertThat(cost.gradient(0).toArray()).containsOnly(0);
  }

  @Test
  void slopesAtKinksAreThoseOfPyTorch() {
    assertThat(new L1Loss().forward(vector(2), vector(2)).gradient().get(0)).isEqualTo(0);
    assertThat(new SmoothL1Loss().withBeta(0).forward(vector(2), vector(2)).gradient().get(0))
        .isEqualTo(0);
    assertThat(new HingeEmbeddingLoss().forward(vector(1), vector(-1)).gradient().get(0))
        .isEqualTo(-1);
    TernaryLoss.Cost ranking = new MarginRankingLoss().forward(vector(3), vector(3), vector(1));
    assertThat(ranking.gradient(0).get(0)).isEqualTo(-1);
    assertThat(ranking.gradient(1).get(0)).isEqualTo(1);
    Tensor scores = Tensor.of(new float[] {1, 0}, 1, 2);
    assertThat(new MultiMarginLoss().forward(scores, vector(0)).gradient().toArray())
        .containsOnly(0);
  }

  @Test
  void aTripletWhoseAnchorIsItsPositiveSharesTheSwap() {
    Tensor anchor = Tensor.zeros(1, 2);
    Tensor negative = Tensor.of(new float[] {0.5f, 0}, 1, 2);
    var loss = new TripletMarginLoss().withEps(0);
    assertThat(loss.forward(anchor, anchor, negative).value()).isEqualTo(0.5);
    assertThat(loss.forward(anchor, anchor, negative).gradient(0).toArray()).containsExactly(1, 0);
    TernaryLoss.Cost swapped = loss.withSwap().forward(anchor, anchor.copy(), negative);
    assertThat(swapped.gradient(0).toArray()).containsExactly(0.5f, 0);
    assertThat(swapped.gradient(1).toArray()).containsExactly(0.5f, 0);
    assertThat(swapped.gradient(2).toArray()).containsExactly(-1, 0);
    assertThat(loss.withMargin(0.25).forward(anchor, anchor, negative).gradient(2).toArray())
        .containsOnly(0);
  }

  @Test
  void smallVariancesAreHeldAboveEps() {
    var loss = new GaussianNLLLoss().withEps(0.5);
    TernaryLoss.Cost cost = loss.forward(vector(1), vector(0), vector(0));
    assertThat(cost.value()).isCloseTo(0.5 * (Math.log(0.5) + 2), within(1e-6));
    // As if the variance were 0.5: (1 - 1 / 0.5) / (2 * 0.5).
    assertThat(cost.gradient(2).get(0)).isEqualTo(-1);
  }

  @Test
  void hugeNumbersStayFinite() {
    Tensor logits = Tensor.of(new float[] {1e30f, 0, -1e30f}, 1, 3);
    assertThat(new CrossEntropyLoss().forward(logits, Tensor.zeros(1)).value()).isEqualTo(0);
    assertThat(new CrossEntropyLoss().forward(logits, vector(2)).value())
        .isEqualTo((double) 1e30f + 1e30f);

    Tensor large = vector(1000, -1000);
    Loss.Cost right = new BCEWithLogitsLoss().forward(large, vector(1, 0));
    assertThat(right.value()).isEqualTo(0);
    Loss.Cost wrong = new BCEWithLogitsLoss().forward(large, vector(0, 1));
    assertThat(wrong.value()).isEqualTo(1000);
    assertThat(wrong.gradient().toArray()).containsExactly(0.5f, -0.5f);
    Loss.Cost margin = new SoftMarginLoss().forward(large, vector(-1, 1));
    assertThat(margin.value()).isEqualTo(1000);
    assertThat(margin.gradient().toArray()).containsExactly(0.5f, -0.5f);
    Loss.Cost huber = new HuberLoss().forward(vector(1e30f, -1e30f), vector(0, 0));
    assertThat(huber.value()).isEqualTo(1e30f);
    assertThat(huber.gradient().toArray()).containsExactly(0.5f, -0.5f);
  }

  @Test
  void infinitiesAndNaNShowInTheLoss() {
    Tensor certain = Tensor.of(new float[] {0, -INFINITY}, 1, 2);
    assertThat(new CrossEntropyLoss().forward(certain, vector(0)).value()).isEqualTo(0);
    assertThat(new CrossEntropyLoss().forward(certain, vector(1)).value()).isEqualTo(INFINITY);
    assertThat(new NLLLoss().forward(certain, vector(1)).value()).isEqualTo(INFINITY);
    Tensor nan = Tensor.of(new float[] {Float.NaN, 0}, 1, 2);
    assertThat(new CrossEntropyLoss().forward(nan, vector(1)).value()).isNaN();
    assertThat(new MultiMarginLoss().forward(nan, vector(1)).value()).isNaN();
    assertThat(new MSELoss().forward(nan, certain).value()).isNaN();
    assertThat(new HuberLoss().forward(nan, nan).value()).isNaN();
    assertThat(new BCEWithLogitsLoss().forward(nan, certain).value()).isNaN();
    assertThat(new TripletMarginLoss().forward(nan, nan, nan).value()).isNaN();
    assertThat(new GaussianNLLLoss().forward(vector(0), vector(0), vector(Float.NaN)).value())
        .isNaN();
  }

  @Test
  void binaryCrossEntropyHoldsCertainErrorsAtAHundred() {
    Tensor certain = vector(0, 1);
    Tensor opposite = vector(1, 0);
    var loss = new BCELoss();
    assertThat(loss.forward(certain, opposite).value()).isEqualTo(100);
    assertThat(loss.forward(certain, certain).value()).isEqualTo(0);
    assertThatThrownBy(() -> loss.forward(Tensor.full(Shape.of(2), 1.5f), certain))
        .hasMessageContaining("prediction 0 is 1.5");
  }

  @Test
  void refusesClassesOutOfRange() {
    for (float label : new float[] {10, -1, 2.5f, Float.NaN}) {
      Tensor target = vector(0, label);
      assertRefused(new CrossEntropyLoss(), "CrossEntropyLoss", Tensor.zeros(2, 10), target);
      assertRefused(new NLLLoss(), "NLLLoss", Tensor.zeros(2, 10), target);
    }
    // Nothing is ignored here.
    assertRefused(new MultiMarginLoss(), "MultiMarginLoss", Tensor.zeros(2, 10), vector(0, -100));
    Tensor labels = Tensor.of(new float[] {0, -1, 3, 0}, 2, 2);
    assertThatThrownBy(() -> new MultiLabelMarginLoss().forward(Tensor.zeros(2, 2), labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "MultiLabelMarginLoss expects class indices from 0 to 1, or -1, but target 2 is 3.0");
  }

  private static void assertRefused(Loss loss, String name, Tensor prediction, Tensor target) {
    assertThatThrownBy(() -> loss.forward(prediction, target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(name + " expects class indices from 0 to 9, but target 1 is " + target.get(1));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(
            () -> new GaussianNLLLoss().forward(vector(0, 0), vector(0, 0), vector(1, -1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GaussianNLLLoss expects variances from 0 on, but variance 1 is -1.0");
    assertThatThrownBy(
            () ->
                new CrossEntropyLoss()
                    .withIgnoreIndex(1)
                    .forward(Tensor.zeros(2, 3), Tensor.zeros(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("index 1");
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertSettingRefused(() -> new CrossEntropyLoss().withLabelSmoothing(1.5), "smoothing");
    assertSettingRefused(() -> new SmoothL1Loss().withBeta(-1), "beta");
    assertSettingRefused(() -> new HuberLoss().withDelta(0), "delta");
    assertSettingRefused(() -> new MultiMarginLoss().withP(3), "p must");
    assertSettingRefused(() -> new PoissonNLLLoss().withEps(-1), "eps");
    assertSettingRefused(() -> new GaussianNLLLoss().withEps(0), "eps");
    assertSettingRefused(() -> new TripletMarginLoss().withMargin(0), "margin");
    assertSettingRefused(() -> new TripletMarginLoss().withP(Double.NaN), "p must");
  }

  private static void assertSettingRefused(Runnable setting, String message) {
    assertThatThrownBy(setting::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesShapesThatDoNotFit() {
    Tensor wide = Tensor.zeros(2, 3);
    Tensor high = Tensor.zeros(3, 2);
    Tensor two = vector(0, 0);
    Tensor three = vector(0, 0, 0);
    assertShapeRefused(() -> new MSELoss().forward(wide, high), "MSELoss");
    assertShapeRefused(() -> new BCELoss().withWeight(two).forward(wide, wide), "BCELoss (weight)");
    assertShapeRefused(() -> new CrossEntropyLoss().forward(wide, three), "[2], got [3]");
    assertShapeRefused(() -> new CrossEntropyLoss().forward(two, two), "[N, classes]");
    assertShapeRefused(() -> new CrossEntropyLoss().withWeight(two).forward(wide, two), "(weight)");
    assertShapeRefused(
        () -> new BCEWithLogitsLoss().withWeight(three).withPosWeight(two).forward(wide, wide),
        "BCEWithLogitsLoss (posWeight)");
    assertShapeRefused(() -> new NLLLoss().forward(wide, three), "NLLLoss (target)");
    assertShapeRefused(() -> new MultiMarginLoss().forward(three, two), "MultiMarginLoss");
    assertShapeRefused(() -> new MultiLabelMarginLoss().forward(wide, two), "MultiLabelMarginLoss");
    assertShapeRefused(
        () -> new MultiLabelSoftMarginLoss().withWeight(two).forward(wide, wide), "(weight)");
    assertShapeRefused(() -> new MarginRankingLoss().forward(two, three, two), "second input");
    assertShapeRefused(() -> new MarginRankingLoss().forward(two, two, three), "(target)");
    assertShapeRefused(() -> new CosineEmbeddingLoss().forward(wide, wide, three), "(target)");
    assertShapeRefused(() -> new TripletMarginLoss().forward(wide, wide, high), "(negative)");
    assertShapeRefused(() -> new GaussianNLLLoss().forward(wide, wide, three), "(variance)");
  }

  private static void assertShapeRefused(Runnable forward, String message) {
    assertThatThrownBy(forward::run)
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining(message);
  }

  @Test
  void settingsLeaveTheLossTheyComeFromAlone() {
    var plain = new SmoothL1Loss();
    SmoothL1Loss narrow = plain.withBeta(0.5).withReduction(Reduction.SUM);
    assertThat(plain.forward(vector(2, 2), vector(0, 0)).value()).isEqualTo(1.5);
    assertThat(narrow.forward(vector(2, 2), vector(0, 0)).value()).isEqualTo(3.5);
    Tensor weight = vector(1, 1);
    var weighted = new BCEWithLogitsLoss().withWeight(weight);
    weight.set(0, 100);
    assertThat(weighted.forward(vector(0, 0), vector(0, 0)).value())
        .isCloseTo(Math.log(2), within(1e-6));
  }

  private static Tensor vector(float... values) {
    return Tensor.of(values, values.length);
  }
}
