package dev.javelin.conformance;

import dev.javelin.LearningRate;
import dev.javelin.optim.schedule.Annealing;
import dev.javelin.optim.schedule.CyclicLR;
import dev.javelin.optim.schedule.MultiplicativeLR;
import dev.javelin.optim.schedule.OneCycleLR;
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

/**
 * A row of the table of schedules that libtorch's C++ API lacks.
 *
 * @param name Javelin's, with its settings
 * @param javelin the schedule
 * @param first the first rate
 * @param reference PyTorch's documented rule, as a recursion of its own
 */
record ScheduleRow(String name, LearningRate javelin, double first, Recursion reference) {
  private static final LearningRate ONE = LearningRate.constant(1);
  private static final double HALF_PI_OF_40 = Math.PI / 40;

  static final List<ScheduleRow> TABLE =
      List.of(
          new ScheduleRow("StepLR", new StepLR(0.5, 30), 0.5, (r, t) -> t % 30 == 0 ? r * 0.1 : r),
          new ScheduleRow(
              "MultiStepLR",
              new MultiStepLR(0.5, List.of(30L, 80L)),
              0.5,
              (r, t) -> t == 30 || t == 80 ? r * 0.1 : r),
          new ScheduleRow("ExponentialLR", new ExponentialLR(1, 0.97), 1, (r, t) -> r * 0.97),
          new ScheduleRow(
              "LambdaLR", new LambdaLR(ONE, t -> 1.0 / (t + 1)), 1, (r, t) -> 1 / (1.0 + t)),
          new ScheduleRow(
              "MultiplicativeLR",
              new MultiplicativeLR(ONE, t -> t % 3 == 0 ? 0.9 : 1),
              1,
              (r, t) -> t % 3 == 0 ? r * 0.9 : r),
          new ScheduleRow("ConstantLR", new ConstantLR(0.3), 0.1, (r, t) -> t == 5 ? r * 3 : r),
          new ScheduleRow(
              "LinearLR",
              new LinearLR(LearningRate.constant(0.3), 0.25, 0.75, 100),
              0.3 * 0.25,
              (r, t) -> t > 100 ? r : r * (1 + 0.5 / (100 * 0.25 + (t - 1) * 0.5))),
          new ScheduleRow(
              "PolynomialLR",
              new PolynomialLR(LearningRate.constant(0.3), 100, 2),
              0.3,
              (r, t) -> t > 100 ? r : r * Math.pow((1 - t / 100.0) / (1 - (t - 1) / 100.0), 2)),
          new ScheduleRow(
              "CosineAnnealingLR",
              new CosineAnnealingLR(LearningRate.constant(0.3), 40, 0.01),
              0.3,
              ScheduleRow::annealed),
          new ScheduleRow(
              "CosineAnnealingWarmRestarts",
              new CosineAnnealingWarmRestarts(LearningRate.constant(0.3), 10, 2, 0.01),
              0.3,
              (r, t) -> restarted(t)),
          new ScheduleRow(
              "CyclicLR, triangular",
              new CyclicLR(0.1, 0.5, 8, 24, CyclicLR.Mode.TRIANGULAR, 1),
              0.1,
              (r, t) -> t % 32 >= 1 && t % 32 <= 8 ? r + 0.4 / 8 : r - 0.4 / 24),
          new ScheduleRow(
              "CyclicLR, triangular2",
              new CyclicLR(0.1, 0.5, 8, 24, CyclicLR.Mode.TRIANGULAR2, 1),
              0.1,
              (r, t) -> {
                double height = 0.4 / (1L << ((t - 1) / 32));
                return t % 32 >= 1 && t % 32 <= 8 ? r + height / 8 : r - height / 24;
              }),
          new ScheduleRow(
              "CyclicLR, exp_range",
              new CyclicLR(0.1, 0.5, 8, 24, CyclicLR.Mode.EXP_RANGE, 0.99),
              0.1,
              (r, t) -> {
                double place = t % 32 / 32.0;
                double height = place <= 0.25 ? place / 0.25 : (place - 1) / (0.25 - 1);
                return 0.1 + 0.4 * height * Math.pow(0.99, t);
              }),
          new ScheduleRow(
              "OneCycleLR",
              new OneCycleLR(0.3, 300),
              0.3 / 25,
              (r, t) ->
                  t <= 89
                      ? between(0.3 / 25, 0.3, t / 89.0)
                      : between(0.3, 0.3 / 25 / 1e4, (t - 89) / 210.0)),
          new ScheduleRow(
              "OneCycleLR, three phases",
              new OneCycleLR(0.3, 300).withThreePhase(),
              0.3 / 25,
              (r, t) ->
                  t <= 89
                      ? between(0.3 / 25, 0.3, t / 89.0)
                      : t <= 178
                          ? between(0.3, 0.3 / 25, (t - 89) / 89.0)
                          : between(0.3 / 25, 0.3 / 25 / 1e4, (t - 178) / 121.0)),
          new ScheduleRow(
              "OneCycleLR, linear",
              new OneCycleLR(0.3, 300).withAnneal(Annealing.LINEAR),
              0.3 / 25,
              (r, t) ->
                  t <= 89
                      ? straight(0.3 / 25, 0.3, t / 89.0)
                      : straight(0.3, 0.3 / 25 / 1e4, (t - 89) / 210.0)),
          new ScheduleRow(
              "OneCycleLR, momentum",
              t -> new OneCycleLR(0.3, 300).momentumAt(t, 0.9),
              0.95,
              (r, t) ->
                  t <= 89 ? between(0.95, 0.85, t / 89.0) : between(0.85, 0.95, (t - 89) / 210.0)),
          new ScheduleRow(
              "CyclicLR, momentum",
              t -> new CyclicLR(0.1, 0.5, 8, 24, CyclicLR.Mode.TRIANGULAR, 1).momentumAt(t, 0.5),
              0.9,
              (r, t) -> t % 32 >= 1 && t % 32 <= 8 ? r - 0.1 / 8 : r + 0.1 / 24),
          new ScheduleRow(
              "SWALR",
              new SWALR(0.3, 0.05),
              0.3,
              (r, t) -> between(0.3, 0.05, Math.min(t, 10) / 10.0)),
          new ScheduleRow(
              "SWALR, linear",
              new SWALR(LearningRate.constant(0.3), 0.05, 40, Annealing.LINEAR),
              0.3,
              (r, t) -> t <= 40 ? r - 0.25 / 40 : r),
          new ScheduleRow(
              "SequentialLR",
              new SequentialLR(List.of(new ConstantLR(1), new ExponentialLR(1, 0.9)), List.of(20L)),
              1.0 / 3,
              (r, t) -> t == 5 || t == 20 ? 1 : t > 20 ? r * 0.9 : r),
          new ScheduleRow(
              "ChainedScheduler",
              new ChainedScheduler(
                  ONE,
                  List.of(
                      base -> new ConstantLR(base, 0.1, 20), base -> new ExponentialLR(base, 0.9))),
              0.1,
              (r, t) -> (t == 20 ? r * 10 : r) * 0.9));

  /** PyTorch's rule for tMax = 40 from 0.3 down to 0.01. */
  private static double annealed(double rate, int t) {
    if ((t - 1 - 40) % 80 == 0) {
      return rate + (0.3 - 0.01) * (1 - Math.cos(HALF_PI_OF_40)) / 2;
    }
    double ratio = (1 + Math.cos(t * HALF_PI_OF_40)) / (1 + Math.cos((t - 1) * HALF_PI_OF_40));
    return ratio * (rate - 0.01) + 0.01;
  }

  /** Cycles of 10, 20, 40, ... from 0.3 down to 0.01. */
  private static double restarted(int t) {
    int cycle = (int) (Math.log(t / 10.0 + 1) / Math.log(2) + 1e-12);
    int since = t - 10 * ((1 << cycle) - 1);
    return 0.01 + (0.3 - 0.01) * (1 + Math.cos(Math.PI * since / (10 << cycle))) / 2;
  }

  private static double between(double from, double to, double share) {
    return to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
  }

  private static double straight(double from, double to, double share) {
    return (1 - share) * from + share * to;
  }
}
