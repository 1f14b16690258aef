package dev.javelin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.LearningRate;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.optim.schedule.ReduceLROnPlateau;
import dev.javelin.optim.schedule.Schedules.StepLR;
import dev.javelin.random.RandomStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.ReduceLROnPlateauScheduler;
import org.bytedeco.pytorch.ReduceLROnPlateauScheduler.SchedulerMode;
import org.bytedeco.pytorch.ReduceLROnPlateauScheduler.ThresholdMode;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The first 300 rates of each schedule. */
class ScheduleConformanceTest {
  private static final int STEPS = 300;
  private static final double RATE = 0.5;
  private static final String PLATEAU = "optim::ReduceLROnPlateauScheduler";

  static final Iterable<ScheduleRow> ROWS = ScheduleRow.TABLE;

  @ParameterizedTest
  @FieldSource("ROWS")
  void recursions(ScheduleRow row) {
    double rate = row.first();
    for (int t = 0; t < STEPS; t++) {
      rate = t == 0 ? rate : row.reference().next(rate, t);
      check(row.name(), "documented rule as a recursion", row.javelin().at(t), rate);
    }
  }

  @Test
  void stepsOfLibtorch() {
    LearningRate javelin = new StepLR(LearningRate.constant(RATE), 7, 0.3);
    try (PointerScope _ = new PointerScope()) {
      SGD optimizer = optimizer();
      var scheduler = new org.bytedeco.pytorch.StepLR(optimizer, 7, 0.3);
      for (int t = 0; t < STEPS; t++) {
        // The first call only counts; PyTorch's constructor makes it.
        scheduler.step();
        check("StepLR", "optim::StepLR", javelin.at(t), rate(optimizer));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"min, rel", "min, abs", "max, rel"})
  void plateausOfLibtorch(SchedulerMode mode, ThresholdMode thresholdMode) {
    String name = "ReduceLROnPlateau, %s, %s".formatted(mode, thresholdMode);
    Plateaus rates = plateaus(mode, thresholdMode);
    for (int t = 0; t < STEPS; t++) {
      check(name, PLATEAU, rates.javelin[t], rates.torch[t]);
    }
  }

  /** libtorch multiplies by the threshold where PyTorch's documentation adds it. */
  @Test
  void plateausThatLibtorchHasOtherwise() {
    String name = "ReduceLROnPlateau, max, abs";
    Plateaus rates = plateaus(SchedulerMode.max, ThresholdMode.abs);
    double rate = RATE;
    double best = Double.NEGATIVE_INFINITY;
    int bad = 0;
    int cooling = 0;
    for (int t = 0; t < STEPS; t++) {
      boolean better = rates.metrics[t] > best + 0.01;
      best = better ? rates.metrics[t] : best;
      bad = better || cooling > 0 ? 0 : bad + 1;
      cooling = Math.max(0, cooling - 1);
      if (bad > 3) {
        rate = Math.max(0.75 * rate, 0x1p-10);
        bad = 0;
        cooling = 2;
      }
      check(name, "documented rule", rates.javelin[t], rate);
    }
    assertThat(rates.torch).isNotEqualTo(rates.javelin);
    Differences.document(
        new Subject(Section.SCHEDULES, name, "rate", PLATEAU, ""),
        "libtorch's C++ API asks for best times threshold, PyTorch for best + threshold");
  }

  /** What both sides make of the same metrics. */
  private static final class Plateaus {
    private final float[] metrics = new float[STEPS];
    private final double[] javelin = new double[STEPS];
    private final double[] torch = new double[STEPS];
  }

  /** A factor and a least rate that are exact in float32, as libtorch's C++ API keeps them. */
  private static Plateaus plateaus(SchedulerMode mode, ThresholdMode thresholdMode) {
    boolean maximize = mode == SchedulerMode.max;
    var settings =
        ReduceLROnPlateau.Settings.DEFAULT
            .withFactor(0.75)
            .withPatience(3)
            .withThreshold(
                0.01,
                thresholdMode == ThresholdMode.rel
                    ? ReduceLROnPlateau.ThresholdMode.REL
                    : ReduceLROnPlateau.ThresholdMode.ABS)
            .withCooldown(2)
            .withLeast(0x1p-10);
    var javelin = new ReduceLROnPlateau(RATE, maximize ? settings.withMaximize() : settings);
    var random = new RandomStream(777, 0);
    var rates = new Plateaus();
    try (PointerScope _ = new PointerScope()) {
      SGD optimizer = optimizer();
      var scheduler =
          new ReduceLROnPlateauScheduler(
              optimizer,
              mode,
              0.75f,
              3,
              0.01,
              thresholdMode,
              2,
              new float[] {0x1p-10f},
              1e-8,
              false);
      for (int t = 0; t < STEPS; t++) {
        float loss = 1f / (1 + t / 20) + random.nextFloat() / 4;
        rates.metrics[t] = maximize ? 2 - loss : loss;
        javelin.report(rates.metrics[t]);
        scheduler.step(rates.metrics[t]);
        rates.javelin[t] = javelin.at(t);
        rates.torch[t] = rate(optimizer);
      }
    }
    return rates;
  }

  private static SGD optimizer() {
    var parameter = Torch.variable(dev.javelin.tensor.Tensor.zeros(1));
    return new SGD(new TensorVector(parameter), new SGDOptions(RATE));
  }

  private static double rate(SGD optimizer) {
    return optimizer.param_groups().get(0).options().get_lr();
  }

  private static void check(String name, String against, double javelin, double reference) {
    var subject = new Subject(Section.SCHEDULES, name, "rate", against, "");
    double difference = Math.abs(javelin - reference) / Math.max(Math.abs(reference), 1e-3);
    Differences.check(
        subject,
        "1e-12 relative (of 0.001 at least)",
        "double precision, 300 roundings",
        1e-12,
        difference);
  }
}
