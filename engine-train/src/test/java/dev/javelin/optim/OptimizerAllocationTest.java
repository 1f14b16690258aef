package dev.javelin.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.Engine;
import dev.javelin.LearningRate;
import dev.javelin.Optimizer;
import dev.javelin.Parameter;
import dev.javelin.SteadyState;
import dev.javelin.nn.BatchNorm1d;
import dev.javelin.nn.Linear;
import dev.javelin.nn.Sequential;
import dev.javelin.nn.utils.ClipGradNorm;
import dev.javelin.nn.utils.ClipGradValue;
import dev.javelin.optim.schedule.Annealing;
import dev.javelin.optim.schedule.CyclicLR;
import dev.javelin.optim.schedule.OneCycleLR;
import dev.javelin.optim.schedule.Schedules.ChainedScheduler;
import dev.javelin.optim.schedule.Schedules.CosineAnnealingLR;
import dev.javelin.optim.schedule.Schedules.CosineAnnealingWarmRestarts;
import dev.javelin.optim.schedule.Schedules.ExponentialLR;
import dev.javelin.optim.schedule.Schedules.MultiStepLR;
import dev.javelin.optim.schedule.Schedules.PolynomialLR;
import dev.javelin.optim.schedule.Schedules.SWALR;
import dev.javelin.optim.schedule.Schedules.SequentialLR;
import dev.javelin.optim.schedule.Schedules.StepLR;
import dev.javelin.optim.swa.AveragedModel;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A steady step allocates nothing, once it is compiled. */
class OptimizerAllocationTest {
  private final Engine engine = Engine.create(1);
  private long step;
  // Looked at, so that no rate is left out as useless.
  private double sum;

  private static void assertSettles(String what, long allowed, Runnable work) {
    SteadyState.assertSettles(
        "bytes that 300 runs of " + what + " allocate",
        () ->
            SteadyState.allocatedBy(
                () -> {
                  for (int run = 0; run < 300; run++) {
                    work.run();
                  }
                }),
        300 * allowed);
  }

  private void assertSteps(Function<List<Parameter>, Optimizer> optimizerOf) {
    var weight = new Parameter("weight", Tensor.zeros(33, 17));
    Optimizer optimizer = optimizerOf.apply(List.of(weight)).to(engine);
    assertSettles(
        optimizer.getClass().getSimpleName(),
        0,
        () -> {
          optimizer.zeroGrad();
          weight.beginGradient();
          weight.gradientBuffer().set(3, 1);
          optimizer.step();
        });
  }

  @Test
  void optimizers() {
    assertSteps(p -> new Adam(p, 0.1));
    assertSteps(p -> new NAdam(p, 0.1));
    assertSteps(p -> new RAdam(p, 0.1));
    assertSteps(p -> new ASGD(p, 0.1));
    assertSteps(p -> new Adafactor(p, 0.1));
    assertSteps(p -> new Muon(p, 0.1));
  }

  @Test
  void schedules() {
    var settings = SGD.Settings.DEFAULT;
    assertSteps(p -> new SGD(p, new CyclicLR(0.1, 0.2), settings));
    LearningRate cut = new MultiStepLR(0.1, List.of(5L, 8L, 50L, 100L, 200L));
    assertSteps(p -> new SGD(p, new SequentialLR(List.of(cut, cut), List.of(7L)), settings));
    assertSteps(
        p -> new SGD(p, new ChainedScheduler(cut, List.of(base -> base.every(2))), settings));
  }

  /** With bases and exponents of every size: a power that is taken by arrays allocates at some. */
  @Test
  void powers() {
    LearningRate one = LearningRate.constant(1);
    assertRate(new StepLR(one, 3, 0.999));
    assertRate(new MultiStepLR(one, List.of(5L, 8L, 50L, 100L, 200L), 0.7));
    assertRate(new ExponentialLR(one, 0.999));
    assertRate(new ExponentialLR(one, 1.0001));
    assertRate(new PolynomialLR(one, 5000, 0.9));
    assertRate(new CyclicLR(0.1, 0.2, 2, 2, CyclicLR.Mode.TRIANGULAR2, 1));
    assertRate(new CyclicLR(0.1, 0.2, 2, 2, CyclicLR.Mode.EXP_RANGE, 0.999));
    var asgd = ASGD.Settings.DEFAULT.withLambda(0.1).withAlpha(0.6);
    assertSteps(p -> new ASGD(p, one, asgd));
    assertSteps(p -> new NAdam(p, one, NAdam.Settings.DEFAULT.withMomentumDecay(0.7)));
    assertSteps(p -> new RAdam(p, one, RAdam.Settings.DEFAULT.withBeta2(0.7)));
    assertSteps(p -> new Adafactor(p, one, Adafactor.Settings.DEFAULT.withBeta2Decay(-0.6)));
  }

  @Test
  void cosines() {
    assertRate(new CosineAnnealingLR(1, 700));
    assertRate(new CosineAnnealingWarmRestarts(1, 100));
    assertRate(new OneCycleLR(1, 5000));
    assertRate(new SWALR(LearningRate.constant(1), 0.1, 5000, Annealing.COS));
  }

  /** Asked for 5,000 steps over and over. */
  private void assertRate(LearningRate rate) {
    assertSettles(
        rate.getClass().getSimpleName(),
        0,
        () -> {
          sum += rate.at(step % 5000);
          step++;
        });
    assertThat(sum).isPositive();
  }

  @Test
  void sparseAdam() {
    var weight = Parameter.sparse("weight", Tensor.zeros(100, 17));
    Optimizer optimizer = new SparseAdam(List.of(weight), 0.1).to(engine);
    assertSettles(
        "SparseAdam",
        0,
        () -> {
          weight.sparseGradient().clear();
          weight.beginGradient();
          for (int row = 0; row < 100; row += 3) {
            weight.sparseGradient().place(row);
          }
          optimizer.step();
        });
  }

  @Test
  void lbfgsOnceItsHistoryIsFull() {
    var weight = new Parameter("weight", Tensor.full(Tensor.zeros(40).shape(), 1));
    var settings = LBFGS.Settings.DEFAULT.withMaxIter(3).withHistorySize(5).withStrongWolfe();
    Optimizer optimizer =
        new LBFGS(List.of(weight), LearningRate.constant(1), settings.withTolerances(0, 0))
            .to(engine);
    // Quartic, so that it is not at its end after a few steps.
    DoubleSupplier closure =
        () -> {
          double loss = 0;
          weight.beginGradient();
          for (int i = 0; i < 40; i++) {
            double x = weight.value().get(i);
            loss += (i + 1) * x * x * x * x / 4;
            weight.gradientBuffer().set(i, (float) ((i + 1) * x * x * x));
          }
          return loss;
        };
    assertSettles("LBFGS", 0, () -> optimizer.step(closure));
  }

  @Test
  void clippingAndAveraging() {
    var linear = new Linear(20, 30, new Seed(1));
    for (Parameter parameter : linear.parameters()) {
      parameter.beginGradient();
      parameter.gradientBuffer().set(0, 100);
    }
    var norm = new ClipGradNorm(linear.parameters(), 1, 3, true).to(engine);
    assertSettles("ClipGradNorm", 0, norm::run);
    var value = new ClipGradValue(linear.parameters(), 0.1).to(engine);
    assertSettles("ClipGradValue", 0, value::run);
    var model = new Sequential(linear, new BatchNorm1d(30));
    var twin = new Sequential(new Linear(20, 30, new Seed(2)), new BatchNorm1d(30));
    var averaged = new AveragedModel<>(twin).to(engine);
    assertSettles("AveragedModel", 0, () -> averaged.updateParameters(model));
  }
}
