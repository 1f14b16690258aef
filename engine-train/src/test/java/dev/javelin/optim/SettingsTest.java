package dev.javelin.optim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A setting out of range: who refuses it, what was expected, what came. */
class SettingsTest {
  private static Arguments row(String message, ThrowingCallable setting) {
    return Arguments.of(message, setting);
  }

  private static Stream<Arguments> outOfRange() {
    return Stream.of(
        row(
            "Adadelta expects rho to be in [0, 1), got 1.0",
            () -> Adadelta.Settings.DEFAULT.withRho(1)),
        row(
            "Adafactor expects beta2Decay to be 0 or less, got 0.5",
            () -> Adafactor.Settings.DEFAULT.withBeta2Decay(0.5)),
        row(
            "Adafactor expects d to be 1 or more, got NaN",
            () -> Adafactor.Settings.DEFAULT.withD(Double.NaN)),
        row(
            "Adagrad expects rateDecay to be 0 or more, got -1.0",
            () -> Adagrad.Settings.DEFAULT.withRateDecay(-1)),
        row(
            "Adam expects beta1 to be in [0, 1), got 1.0",
            () -> Adam.Settings.DEFAULT.withBetas(1, 0.9)),
        row(
            "Adam expects weightDecay to be 0 or more, got -0.1",
            () -> AdamW.DEFAULT.withWeightDecay(-0.1)),
        row(
            "Adamax expects beta2 to be in [0, 1), got -0.5",
            () -> Adamax.Settings.DEFAULT.withBeta2(-0.5)),
        row(
            "ASGD expects weightDecay to be 0 or more, got NaN",
            () -> ASGD.Settings.DEFAULT.withWeightDecay(Double.NaN)),
        row(
            "LBFGS expects historySize to be 1 or more, got 0",
            () -> LBFGS.Settings.DEFAULT.withHistorySize(0)),
        row(
            "Muon expects nsSteps to be from 0 to 99, got 100",
            () -> Muon.Settings.DEFAULT.withNsSteps(100)),
        row(
            "NAdam expects momentumDecay to be 0 or more, got -1.0",
            () -> NAdam.Settings.DEFAULT.withMomentumDecay(-1)),
        row(
            "RAdam expects epsilon to be 0 or more, got -1.0",
            () -> RAdam.Settings.DEFAULT.withEpsilon(-1)),
        row(
            "RMSprop expects momentum to be 0 or more, got -0.9",
            () -> RMSprop.Settings.DEFAULT.withMomentum(-0.9)),
        row(
            "Rprop expects shrink to be between 0 and 1, got 1.0",
            () -> Rprop.Settings.DEFAULT.withShrink(1)),
        row("Rprop expects grow to be above 1, got 1.0", () -> Rprop.Settings.DEFAULT.withGrow(1)),
        row(
            "SGD expects momentum to be 0 or more, got -1.0",
            () -> SGD.Settings.DEFAULT.withMomentum(-1)),
        row(
            "SGD expects a momentum and no dampening for Nesterov's variant, got 0.0 and 0.0",
            () -> SGD.Settings.DEFAULT.withNesterov()),
        row(
            "SparseAdam expects epsilon to be above 0, got 0.0",
            () -> SparseAdam.Settings.DEFAULT.withEpsilon(0)));
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void isRefusedInTheOptimizersName(String message, ThrowingCallable setting) {
    assertThatThrownBy(setting).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
