package dev.javelin.conformance;

import dev.javelin.LearningRate;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.optim.schedule.ReduceLROnPlateau;
import dev.javelin.optim.schedule.Schedules.StepLR;
import dev.javelin.random.RandomStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.ReduceLROnPlateauScheduler;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The first 300 rates of each schedule. */
class ScheduleConformanceTest {
  private static final int STEPS = 300;
  private static final double RATE = 0.5;

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

  @Test
  void plateausOfLibtorch() {
    // A factor and a least rate that are exact in float32, in which libtorch's C++ API keeps them.
    var settings =
        ReduceLROnPlateau.Settings.DEFAULT
            .withFactor(0.75)
            .withPatience(3)
            .withThreshold(0.01, ReduceLROnPlateau.ThresholdMode.REL)
            .withCooldown(2)
            .withLeast(0x1p-10);
    var javelin = new ReduceLROnPlateau(RATE, settings);
    var random = new RandomStream(777, 0);
    try (PointerScope _ = new PointerScope()) {
      SGD optimizer = optimizer();
      var scheduler =
          new ReduceLROnPlateauScheduler(
              optimizer,
              ReduceLROnPlateauScheduler.SchedulerMode.min,
              0.75f,
              3,
              0.01,
              ReduceLROnPlateauScheduler.ThresholdMode.rel,
              2,
              new float[] {0x1p-10f},
              1e-8,
              false);
      for (int t = 0; t < STEPS; t++) {
        float metric = 1f / (1 + t / 20) + random.nextFloat() / 4;
        javelin.report(metric);
        scheduler.step(metric);
        check(
            "ReduceLROnPlateau",
            "optim::ReduceLROnPlateauScheduler",
            javelin.at(t),
            rate(optimizer));
      }
    }
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
