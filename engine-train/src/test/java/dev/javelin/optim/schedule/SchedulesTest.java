package dev.javelin.optim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.LearningRate;
import dev.javelin.optim.schedule.Schedules.ChainedScheduler;
import dev.javelin.optim.schedule.Schedules.ConstantLR;
import dev.javelin.optim.schedule.Schedules.CosineAnnealingLR;
import dev.javelin.optim.schedule.Schedules.CosineAnnealingWarmRestarts;
import dev.javelin.optim.schedule.Schedules.ExponentialLR;
import dev.javelin.optim.schedule.Schedules.LambdaLR;
import dev.javelin.optim.schedule.Schedules.LinearLR;
import dev.javelin.optim.schedule.Schedules.MultiStepLR;
import dev.javelin.optim.schedule.Schedules.PolynomialLR;
import dev.javelin.optim.schedule.Schedules.SWALR;
import dev.javelin.optim.schedule.Schedules.SequentialLR;
import dev.javelin.optim.schedule.Schedules.StepLR;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rates against the examples of PyTorch's documentation, or worked out by hand. */
class SchedulesTest {
  private static final double ROUNDING = 1e-12;

  private static void assertRates(LearningRate schedule, double... expected) {
    for (int t = 0; t < expected.length; t++) {
      assertThat(schedule.at(t)).as("t = %d", t).isCloseTo(expected[t], within(ROUNDING));
    }
  }

  @Test
  void steps() {
    assertRates(new StepLR(0.5, 2), 0.5, 0.5, 0.05, 0.05, 0.005);
    assertRates(new MultiStepLR(0.5, List.of(1L, 3L)), 0.5, 0.05, 0.05, 0.005, 0.005);
    assertRates(new ExponentialLR(1, 0.5), 1, 0.5, 0.25, 0.125);
    assertRates(new LambdaLR(LearningRate.constant(2), t -> 1.0 / (t + 1)), 2, 1, 2.0 / 3);
    assertRates(new MultiplicativeLR(LearningRate.constant(1), t -> 0.5), 1, 0.5, 0.25);
  }

  @Test
  void warmUps() {
    assertRates(
        new ConstantLR(LearningRate.constant(0.05), 0.5, 4), 0.025, 0.025, 0.025, 0.025, 0.05);
    assertRates(
        new LinearLR(LearningRate.constant(0.05), 0.5, 1, 4),
        0.025,
        0.03125,
        0.0375,
        0.04375,
        0.05,
        0.05);
    assertRates(
        new PolynomialLR(LearningRate.constant(0.05), 4, 1), 0.05, 0.0375, 0.025, 0.0125, 0, 0);
  }

  @Test
  void cosines() {
    assertRates(new CosineAnnealingLR(1, 2), 1, 0.5, 0, 0.5, 1);
    assertRates(new CosineAnnealingWarmRestarts(1, 2), 1, 0.5, 1, 0.5);
    var longer = new CosineAnnealingWarmRestarts(LearningRate.constant(1), 1, 2, 0);
    assertRates(longer, 1, 1, 0.5, 1, 0.5 + Math.sqrt(0.125), 0.5);
  }

  @Test
  void cycles() {
    var cyclic = new CyclicLR(0, 1, 2, 2, CyclicLR.Mode.TRIANGULAR2, 1);
    assertRates(cyclic, 0, 0.5, 1, 0.5, 0, 0.25, 0.5);
    var once = new OneCycleLR(1, 10);
    assertThat(once.at(0)).isCloseTo(1.0 / 25, within(ROUNDING));
    assertThat(once.at(2)).isCloseTo(1, within(ROUNDING));
    assertThat(once.at(9)).isCloseTo(1.0 / 25 / 1e4, within(ROUNDING));
  }

  @Test
  void otherModesOfOneCycle() {
    var linear = new OneCycleLR(1, 10, 0.5, 2, 10).withAnneal(Annealing.LINEAR).withoutMomentum();
    assertRates(linear, 0.5, 0.625, 0.75, 0.875, 1, 0.81, 0.62, 0.43, 0.24, 0.05);
    // Up to t = 3, down to t = 6, then to the end at t = 9.
    var three = new OneCycleLR(1, 10, 0.4, 4, 10).withAnneal(Annealing.LINEAR).withThreePhase();
    assertRates(three, 0.25, 0.5, 0.75, 1, 0.75, 0.5, 0.25, 0.175, 0.1, 0.025);
    assertThat(three.momentumAt(3, 0)).isCloseTo(0.85, within(ROUNDING));
    assertThat(three.momentumAt(6, 0)).isCloseTo(0.95, within(ROUNDING));
    assertThat(three.momentumAt(9, 0)).isCloseTo(0.95, within(ROUNDING));
    assertThatThrownBy(() -> linear.at(11))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10 steps");
  }

  /** PyTorch's way up ends at pctStart totalSteps - 1, which may be before the first step. */
  @Test
  void oneCycleNeedNotRise() {
    double peak = 3 * 0.3 - 1;
    var three = new OneCycleLR(1, 3).withAnneal(Annealing.LINEAR);
    double end = 1 / 25e4;
    assertRates(three, down(0, peak, end), down(1, peak, end), end, down(3, peak, end));
    assertMomentum(
        three, 0.85 + 0.1 * (0 - peak) / (2 - peak), 0.85 + 0.1 * (1 - peak) / (2 - peak));
    var never = new OneCycleLR(1, 3, 0, 25, 1e4).withAnneal(Annealing.LINEAR);
    assertRates(never, down(0, -1, end), down(1, -1, end), end);
    // The second way ends before the first step, too.
    assertRates(three.withThreePhase(), rest(0, 2 * peak), rest(1, 2 * peak), end);
  }

  /** On the way from 1 at {@code peak} to {@code end} at 2. */
  private static double down(int t, double peak, double end) {
    return 1 + (end - 1) * (t - peak) / (2 - peak);
  }

  /** On the way from 1 / 25 at {@code turn} to 1 / 25e4 at 2. */
  private static double rest(int t, double turn) {
    return 1 / 25.0 + (1 / 25e4 - 1 / 25.0) * (t - turn) / (2 - turn);
  }

  @Test
  void oneCycleMayOnlyRise() {
    var rising = new OneCycleLR(1, 3, 1, 2, 10).withAnneal(Annealing.LINEAR);
    assertRates(rising, 0.5, 0.75, 1);
    assertThatThrownBy(() -> rising.at(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 steps");
    // Up to t = 1, down to t = 2, and then to the end at t = 3.
    var half = new OneCycleLR(1, 4, 0.5, 2, 10).withAnneal(Annealing.LINEAR).withThreePhase();
    assertRates(half, 0.5, 1, 0.5, 0.05);
  }

  @Test
  void oneCycleRefusesWhatPyTorchDividesByZeroFor() {
    assertThatThrownBy(() -> new OneCycleLR(1, 10, 0.1, 25, 1e4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OneCycleLR expects a way up")
        .hasMessageContaining("0.1 of 10 steps");
    assertThatThrownBy(() -> new OneCycleLR(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("OneCycleLR expects totalSteps to be 1 or more, got 0");
    assertThatThrownBy(() -> new OneCycleLR(1, 10, 1.1, 25, 1e4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("OneCycleLR expects pctStart to be from 0 to 1, got 1.1");
  }

  @Test
  void momentumCyclesTheOtherWay() {
    var cyclic = new CyclicLR(0, 1, 2, 2, CyclicLR.Mode.TRIANGULAR, 1);
    assertMomentum(cyclic, 0.9, 0.85, 0.8, 0.85, 0.9);
    assertMomentum(cyclic.withMomentum(0.5, 0.7), 0.7, 0.6, 0.5);
    assertMomentum(cyclic.withoutMomentum(), 0.3, 0.3, 0.3);
    assertMomentum(new ExponentialLR(1, 0.5), 0.3, 0.3);
    assertMomentum(new OneCycleLR(1, 11, 3.0 / 11, 25, 1e4), 0.95, 0.9, 0.85);

    // Whatever stands on such a schedule cycles too.
    assertMomentum(cyclic.every(2), 0.9, 0.9, 0.85, 0.85, 0.8);
    assertMomentum(new ExponentialLR(cyclic, 0.5), 0.9, 0.85, 0.8);
    assertMomentum(new MultiplicativeLR(cyclic, t -> 0.5), 0.9, 0.85, 0.8);
    assertMomentum(
        new ChainedScheduler(cyclic, List.of(base -> new StepLR(base, 1, 0.5))), 0.9, 0.85, 0.8);
    assertMomentum(
        new SequentialLR(List.of(LearningRate.constant(1), cyclic), List.of(2L)),
        0.3,
        0.3,
        0.9,
        0.85);
  }

  private static void assertMomentum(LearningRate schedule, double... expected) {
    double own = 0.3;
    for (int t = 0; t < expected.length; t++) {
      assertThat(schedule.momentumAt(t, own))
          .as("t = %d", t)
          .isCloseTo(expected[t], within(ROUNDING));
    }
    boolean cycles = expected[expected.length - 1] != own;
    assertThat(schedule.cyclesMomentum()).isEqualTo(cycles);
  }

  @Test
  void weightAveragingAnneals() {
    assertRates(
        new SWALR(LearningRate.constant(1), 0.5, 4, Annealing.LINEAR),
        1,
        0.875,
        0.75,
        0.625,
        0.5,
        0.5);
    assertRates(new SWALR(LearningRate.constant(1), 0.5, 2, Annealing.COS), 1, 0.75, 0.5, 0.5);
    assertRates(new SWALR(LearningRate.constant(1), 0.5, 0, Annealing.COS), 0.5, 0.5);
    assertThat(new SWALR(1, 0.5).at(5)).isCloseTo(0.75, within(ROUNDING));
  }

  @Test
  void aProductMayBeAskedForInAnyOrder() {
    var schedule = new MultiplicativeLR(LearningRate.constant(1), t -> 1.0 / t);
    assertThat(schedule.at(4)).isCloseTo(1.0 / 24, within(ROUNDING));
    assertThat(schedule.at(2)).isCloseTo(1.0 / 2, within(ROUNDING));
    assertThat(schedule.at(5)).isCloseTo(1.0 / 120, within(ROUNDING));
  }

  @Test
  void combinations() {
    var sequential =
        new SequentialLR(
            List.of(LearningRate.constant(0.1), new ExponentialLR(1, 0.5)), List.of(2L));
    assertRates(sequential, 0.1, 0.1, 1, 0.5);
    var chained =
        new ChainedScheduler(
            LearningRate.constant(1),
            List.of(base -> new ConstantLR(base, 0.5, 2), base -> new ExponentialLR(base, 0.9)));
    assertRates(chained, 0.5, 0.45, 0.81, 0.729);
    assertRates(new ExponentialLR(1, 0.5).every(2), 1, 1, 0.5, 0.5);
  }

  @Test
  void plateausCutTheRate() {
    var settings = ReduceLROnPlateau.Settings.DEFAULT.withPatience(1).withLeast(0.02);
    var schedule = new ReduceLROnPlateau(1, settings);
    schedule.report(1);
    schedule.report(1);
    assertThat(schedule.at(0)).isEqualTo(1);
    schedule.report(1);
    assertThat(schedule.at(0)).isCloseTo(0.1, within(ROUNDING));
    for (int epoch = 0; epoch < 9; epoch++) {
      schedule.report(1);
    }
    assertThat(schedule.at(0)).isCloseTo(0.02, within(ROUNDING));
  }

  @Test
  void plateausOfAMetricInItsOwnUnits() {
    var settings =
        ReduceLROnPlateau.Settings.DEFAULT
            .withMaximize()
            .withPatience(0)
            .withFactor(0.5)
            .withThreshold(0.1, ReduceLROnPlateau.ThresholdMode.ABS);
    var schedule = new ReduceLROnPlateau(1, settings);
    schedule.report(10);
    schedule.report(10.2);
    assertThat(schedule.at(0)).isEqualTo(1);
    schedule.report(10.25);
    assertThat(schedule.at(0)).isEqualTo(0.5);
  }

  @Test
  void refuseLengthsBelowOne() {
    assertThatThrownBy(() -> new CosineAnnealingWarmRestarts(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CosineAnnealingWarmRestarts expects t0 to be 1 or more, got 0");
    assertThatThrownBy(() -> new CyclicLR(0, 1, 1, 0, CyclicLR.Mode.TRIANGULAR, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CyclicLR expects stepSizeDown to be 1 or more, got 0");
    assertThatThrownBy(() -> new CyclicLR(0, 1).withMomentum(0.8, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 1)");
    assertThatThrownBy(() -> new SWALR(LearningRate.constant(1), 1, -1, Annealing.COS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LearningRate.constant(1).every(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
