package dev.javelin.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.LearningRate;
import dev.javelin.Optimizer;
import dev.javelin.Parameter;
import dev.javelin.optim.schedule.CyclicLR;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Trajectories of 60 steps against the papers' formulas in double precision. */
class OptimizersTest {
  private static final int STEPS = 60;

  /** One number's update in double precision. */
  private interface Reference {
    double step(double parameter, double gradient, double[] state, int step);
  }

  @Property(tries = 20)
  void plainDescent(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    assertTrajectory(size, seed, p -> new SGD(p, 0.1), (x, g, state, t) -> x - 0.1 * g);
  }

  @Property(tries = 20)
  void momentumDampeningAndDecay(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    var settings = SGD.Settings.DEFAULT.withMomentum(0.9).withDampening(0.3).withWeightDecay(0.01);
    assertTrajectory(
        size,
        seed,
        p -> new SGD(p, LearningRate.constant(0.05), settings),
        (x, g, state, t) -> {
          double decayed = g + 0.01 * x;
          state[0] = t == 1 ? decayed : 0.9 * state[0] + 0.7 * decayed;
          return x - 0.05 * state[0];
        });
  }

  @Property(tries = 20)
  void nesterov(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    var settings = SGD.Settings.DEFAULT.withMomentum(0.9).withNesterov();
    assertTrajectory(
        size,
        seed,
        p -> new SGD(p, LearningRate.constant(0.05), settings),
        (x, g, state, t) -> {
          state[0] = 0.9 * state[0] + g;
          return x - 0.05 * (g + 0.9 * state[0]);
        });
  }

  @Property(tries = 20)
  void adam(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    assertTrajectory(size, seed, p -> new Adam(p, 0.01), adam(0.01, 0));
  }

  @Property(tries = 20)
  void adamWithDecayAndSchedule(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    assertTrajectory(
        size,
        seed,
        p -> new Adam(p, step -> 0.01 / (1 + step), Adam.Settings.DEFAULT.withWeightDecay(0.1)),
        (x, g, state, t) -> adam(0.01 / t, 0.1).step(x, g, state, t));
  }

  private static Reference adam(double rate, double decay) {
    return (x, g, state, t) -> {
      double decayed = g + decay * x;
      state[0] = 0.9 * state[0] + 0.1 * decayed;
      state[1] = 0.999 * state[1] + 0.001 * decayed * decayed;
      double mean = state[0] / (1 - Math.pow(0.9, t));
      double square = state[1] / (1 - Math.pow(0.999, t));
      return x - rate * mean / (Math.sqrt(square) + 1e-8);
    };
  }

  @Property(tries = 20)
  void amsgrad(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    assertTrajectory(
        size,
        seed,
        p -> new Adam(p, LearningRate.constant(0.01), Adam.Settings.DEFAULT.withAmsgrad()),
        (x, g, state, t) -> {
          state[0] = 0.9 * state[0] + 0.1 * g;
          state[1] = 0.999 * state[1] + 0.001 * g * g;
          state[2] = Math.max(state[2], state[1]);
          double mean = state[0] / (1 - Math.pow(0.9, t));
          double square = state[2] / (1 - Math.pow(0.999, t));
          return x - 0.01 * mean / (Math.sqrt(square) + 1e-8);
        });
  }

  @Property(tries = 20)
  void adamW(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    assertTrajectory(
        size,
        seed,
        p -> new AdamW(p, 0.01),
        (x, g, state, t) -> adam(0.01, 0).step(x * (1 - 0.01 * 0.01), g, state, t));
  }

  @Property(tries = 20)
  void adagrad(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    var settings = Adagrad.Settings.DEFAULT.withRateDecay(0.1).withInitialAccumulator(0.5);
    assertTrajectory(
        size,
        seed,
        p -> new Adagrad(p, LearningRate.constant(0.05), settings),
        (x, g, state, t) -> {
          state[0] = (t == 1 ? 0.5 : state[0]) + g * g;
          return x - 0.05 / (1 + (t - 1) * 0.1) * g / (Math.sqrt(state[0]) + 1e-10);
        });
  }

  @Property(tries = 20)
  void adadelta(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    assertTrajectory(
        size,
        seed,
        p -> new Adadelta(p, 1),
        (x, g, state, t) -> {
          state[0] = 0.9 * state[0] + 0.1 * g * g;
          double delta = Math.sqrt(state[1] + 1e-6) / Math.sqrt(state[0] + 1e-6) * g;
          state[1] = 0.9 * state[1] + 0.1 * delta * delta;
          return x - delta;
        });
  }

  @Property(tries = 20)
  void adamax(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    assertTrajectory(
        size,
        seed,
        p -> new Adamax(p, 0.01),
        (x, g, state, t) -> {
          state[0] = 0.9 * state[0] + 0.1 * g;
          state[1] = Math.max(0.999 * state[1], Math.abs(g) + 1e-8);
          return x - 0.01 / (1 - Math.pow(0.9, t)) * state[0] / state[1];
        });
  }

  @Property(tries = 20)
  void nadam(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    assertTrajectory(size, seed, p -> new NAdam(p, 0.01), nadam(0.01));
  }

  private static Reference nadam(double rate) {
    return (x, g, state, t) -> {
      state[0] = 0.9 * state[0] + 0.1 * g;
      state[1] = 0.999 * state[1] + 0.001 * g * g;
      double now = 0.9 * (1 - 0.5 * Math.pow(0.96, t * 0.004));
      double next = 0.9 * (1 - 0.5 * Math.pow(0.96, (t + 1) * 0.004));
      state[2] = (t == 1 ? 1 : state[2]) * now;
      double root = Math.sqrt(state[1] / (1 - Math.pow(0.999, t))) + 1e-8;
      return x
          - rate * (1 - now) / (1 - state[2]) * g / root
          - rate * next / (1 - state[2] * next) * state[0] / root;
    };
  }

  @Property(tries = 20)
  void radam(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    assertTrajectory(size, seed, p -> new RAdam(p, 0.01), radam(0.01));
  }

  private static Reference radam(double rate) {
    return (x, g, state, t) -> {
      state[0] = 0.9 * state[0] + 0.1 * g;
      state[1] = 0.999 * state[1] + 0.001 * g * g;
      double mean = state[0] / (1 - Math.pow(0.9, t));
      double decay = Math.pow(0.999, t);
      double rho = 1999 - 2 * t * decay / (1 - decay);
      if (rho <= 5) {
        return x - rate * mean;
      }
      double rectified =
          Math.sqrt((rho - 4) * (rho - 2) * 1999 / ((1999 - 4.0) * (1999 - 2.0) * rho));
      return x - rate * mean * rectified * Math.sqrt(1 - decay) / (Math.sqrt(state[1]) + 1e-8);
    };
  }

  @Property(tries = 20)
  void nadamAndRadamWithDecoupledDecay(
      @ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    double left = 1 - 0.01 * 0.1;
    var nadam = NAdam.Settings.DEFAULT.withWeightDecay(0.1).withDecoupledWeightDecay(true);
    assertTrajectory(
        size,
        seed,
        p -> new NAdam(p, LearningRate.constant(0.01), nadam),
        (x, g, state, t) -> nadam(0.01).step(x * left, g, state, t));
    var radam = RAdam.Settings.DEFAULT.withWeightDecay(0.1).withDecoupledWeightDecay(true);
    assertTrajectory(
        size,
        seed,
        p -> new RAdam(p, LearningRate.constant(0.01), radam),
        (x, g, state, t) -> radam(0.01).step(x * left, g, state, t));
  }

  @Property(tries = 20)
  void maximize(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    var settings = Adam.Settings.DEFAULT.withWeightDecay(0.1);
    assertTrajectory(
        size,
        seed,
        p ->
            new Adam(
                List.of(
                    new ParameterGroup<>(p, LearningRate.constant(0.01), settings).maximized())),
        (x, g, state, t) -> adam(0.01, 0.1).step(x, -g, state, t));
  }

  @Property(tries = 20)
  void cycledMomentum(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    var cyclic = new CyclicLR(0.01, 0.05, 4, 6, CyclicLR.Mode.TRIANGULAR, 1);
    assertTrajectory(
        size,
        seed,
        p -> new SGD(p, cyclic, SGD.Settings.DEFAULT),
        (x, g, state, t) -> {
          state[0] = t == 1 ? g : cyclic.momentumAt(t - 1, 0) * state[0] + g;
          return x - cyclic.at(t - 1) * state[0];
        });
    assertTrajectory(
        size,
        seed,
        p -> new RMSprop(p, cyclic, RMSprop.Settings.DEFAULT),
        (x, g, state, t) -> {
          state[0] = 0.99 * state[0] + 0.01 * g * g;
          double direction = g / (Math.sqrt(state[0]) + 1e-8);
          state[1] = cyclic.momentumAt(t - 1, 0) * state[1] + direction;
          return x - cyclic.at(t - 1) * state[1];
        });
    assertTrajectory(
        size,
        seed,
        p -> new Adamax(p, cyclic, Adamax.Settings.DEFAULT),
        (x, g, state, t) -> {
          double beta = cyclic.momentumAt(t - 1, 0);
          state[0] = beta * state[0] + (1 - beta) * g;
          state[1] = Math.max(0.999 * state[1], Math.abs(g) + 1e-8);
          return x - cyclic.at(t - 1) / (1 - Math.pow(beta, t)) * state[0] / state[1];
        });
  }

  @Test
  void onlyAMomentumCanBeCycled() {
    var parameters = List.of(new Parameter("weight", Tensor.zeros(1)));
    var cyclic = new CyclicLR(0.1, 0.2);
    assertThatThrownBy(() -> new Adagrad(parameters, cyclic, Adagrad.Settings.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Adagrad has no momentum");
    new Adagrad(parameters, cyclic.withoutMomentum(), Adagrad.Settings.DEFAULT).step();
  }

  @Test
  void aClosureIsRunOnceAStep() {
    var parameter = new Parameter("weight", Tensor.of(new float[] {1}, 1));
    var optimizer = new SGD(List.of(parameter), 0.5);
    double loss =
        optimizer.step(
            () -> {
              optimizer.zeroGrad();
              parameter.beginGradient();
              parameter.gradientBuffer().set(0, 1);
              return 7;
            });
    assertThat(loss).isEqualTo(7);
    assertThat(parameter.value().get(0)).isEqualTo(0.5f);
  }

  @Property(tries = 20)
  void asgd(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    var settings = ASGD.Settings.DEFAULT.withAverageFrom(10).withLambda(0.01);
    assertTrajectory(
        size,
        seed,
        p -> new ASGD(p, LearningRate.constant(0.05), settings),
        (x, g, state, t) -> {
          double eta = 0.05 / Math.pow(1 + 0.01 * 0.05 * (t - 1), 0.75);
          return x * (1 - 0.01 * eta) - eta * g;
        });
  }

  /** PyTorch's eta is of the step before, with the rate of that step. */
  @Property(tries = 20)
  void asgdUnderASchedule(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    var settings = ASGD.Settings.DEFAULT.withLambda(0.01);
    LearningRate rate = step -> 0.05 / (1 + step % 7);
    assertTrajectory(
        size,
        seed,
        p -> new ASGD(p, rate, settings),
        (x, g, state, t) -> {
          double eta = t == 1 ? rate.at(0) : state[0];
          state[0] = rate.at(t - 1) / Math.pow(1 + 0.01 * rate.at(t - 1) * t, 0.75);
          return x * (1 - 0.01 * eta) - eta * g;
        });
  }

  @Property(tries = 20)
  void rmsprop(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    assertTrajectory(
        size,
        seed,
        p -> new RMSprop(p, 0.01),
        (x, g, state, t) -> {
          state[0] = 0.99 * state[0] + 0.01 * g * g;
          return x - 0.01 * g / (Math.sqrt(state[0]) + 1e-8);
        });
  }

  @Property(tries = 20)
  void rmspropCenteredWithMomentum(
      @ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    // The first gradients make a variance near zero, so a larger epsilon keeps rounding small.
    var settings = RMSprop.Settings.DEFAULT.withCentered(true).withMomentum(0.5).withEpsilon(0.1);
    assertTrajectory(
        size,
        seed,
        p -> new RMSprop(p, LearningRate.constant(0.01), settings),
        (x, g, state, t) -> {
          state[0] = 0.99 * state[0] + 0.01 * g * g;
          state[1] = 0.99 * state[1] + 0.01 * g;
          double deviation = Math.sqrt(state[0] - state[1] * state[1]);
          state[2] = 0.5 * state[2] + g / (deviation + 0.1);
          return x - 0.01 * state[2];
        });
  }

  @Property(tries = 20)
  void rprop(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll long seed) {
    assertTrajectory(
        size,
        seed,
        p -> new Rprop(p, 0.01),
        (x, g, state, t) -> {
          double agreement = g * state[0];
          double step = t == 1 ? 0.01 : state[1];
          step *= agreement > 0 ? 1.2 : agreement < 0 ? 0.5 : 1;
          state[1] = Math.clamp(step, 1e-6, 50);
          state[0] = agreement < 0 ? 0 : g;
          return x - Math.signum(state[0]) * state[1];
        });
  }

  @Test
  void asgdAveragesFromTheGivenStepOn() {
    var parameter = new Parameter("weight", Tensor.of(new float[] {0}, 1));
    var settings = ASGD.Settings.DEFAULT.withLambda(0).withAlpha(0).withAverageFrom(1);
    var optimizer = new ASGD(List.of(parameter), LearningRate.constant(1), settings);
    assertThatThrownBy(() -> optimizer.average(parameter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ASGD took no step with the parameter weight[1]");
    parameter.beginGradient();
    parameter.gradientBuffer().set(0, -1);
    // The parameter goes 1, 2, 3, 4, 5; shares of 1 up to the third step, then 1/2 and 1/3.
    double[] expected = {1, 2, 3, 3.5, 4};
    for (double average : expected) {
      optimizer.step();
      assertThat((double) optimizer.average(parameter).get(0)).isCloseTo(average, within(1e-6));
    }
  }

  @Test
  void countsEachParametersStepsByItself() {
    var early = new Parameter("weight", Tensor.of(new float[] {1}, 1));
    var late = new Parameter("weight", Tensor.of(new float[] {1}, 1));
    var optimizer = new Adam(List.of(early, late), 0.1);
    early.beginGradient();
    early.gradientBuffer().set(0, 1);
    optimizer.step();
    optimizer.step();
    late.beginGradient();
    late.gradientBuffer().set(0, 1);
    optimizer.step();
    // Adam's first step is the rate, whatever the gradient.
    assertThat((double) late.value().get(0)).isCloseTo(0.9, within(1e-6));
  }

  @Test
  void groupsHaveTheirOwnRateAndDecay() {
    var first = new Parameter("weight", Tensor.of(new float[] {1}, 1));
    var second = new Parameter("weight", Tensor.of(new float[] {1}, 1));
    var decay = SGD.Settings.DEFAULT.withWeightDecay(1);
    var optimizer =
        new SGD(
            List.of(
                new ParameterGroup<>(
                    List.of(first), LearningRate.constant(0.5), SGD.Settings.DEFAULT),
                new ParameterGroup<>(List.of(second), LearningRate.constant(0.25), decay)));
    first.beginGradient();
    first.gradientBuffer().set(0, 1);
    second.beginGradient();
    second.gradientBuffer().set(0, 1);

    optimizer.step();

    assertThat(first.value().get(0)).isEqualTo(0.5f);
    assertThat(second.value().get(0)).isEqualTo(0.5f);
  }

  /**
   * Gradients that do not depend on the parameter, so that rounding does not feed back: each of 60
   * steps may round the parameter, of magnitude below 8, by 2^-22, and its own size by 2^-20.
   */
  private static void assertTrajectory(
      int size, long seed, Function<List<Parameter>, Optimizer> optimizerOf, Reference reference) {
    var random = new RandomStream(seed, 0);
    var parameter = new Parameter("weight", Tensor.zeros(size));
    double[] expected = new double[size];
    double[][] state = new double[size][3];
    for (int i = 0; i < size; i++) {
      parameter.value().set(i, random.nextFloat() - 0.5f);
      expected[i] = parameter.value().get(i);
    }
    Optimizer optimizer = optimizerOf.apply(List.of(parameter));
    for (int step = 1; step <= STEPS; step++) {
      optimizer.zeroGrad();
      parameter.beginGradient();
      for (int i = 0; i < size; i++) {
        float gradient = 2 * random.nextFloat() - 1;
        parameter.gradientBuffer().set(i, gradient);
        expected[i] = reference.step(expected[i], gradient, state[i], step);
      }
      optimizer.step();
    }
    for (int i = 0; i < size; i++) {
      assertThat((double) parameter.value().get(i))
          .as("element %d", i)
          .isCloseTo(expected[i], within(STEPS * 0x1p-22));
    }
  }

  @Test
  void leavesAParameterWithoutGradientAlone() {
    var parameter = new Parameter("weight", Tensor.of(new float[] {1}, 1));
    new SGD(List.of(parameter), LearningRate.constant(1), SGD.Settings.DEFAULT.withWeightDecay(1))
        .step();
    assertThat(parameter.value().get(0)).isEqualTo(1);
    assertThat(parameter.version()).isEqualTo(0);
  }

  /** What is left of gradients that have become zero, denormal for good if it were kept. */
  @Test
  void meansAndMomentaEndAtZero() {
    var momentum = SGD.Settings.DEFAULT.withMomentum(0.9);
    var centered = RMSprop.Settings.DEFAULT.withAlpha(0.9).withCentered(true).withMomentum(0.9);
    assertEndsAtZero(0, p -> new SGD(p, LearningRate.constant(0.1), momentum));
    assertEndsAtZero(1, p -> new RMSprop(p, LearningRate.constant(0.1), centered));
    assertEndsAtZero(2, p -> new RMSprop(p, LearningRate.constant(0.1), centered));
    assertEndsAtZero(0, p -> new Adam(p, 0.1));
  }

  private static void assertEndsAtZero(
      int state, Function<List<Parameter>, PointwiseOptimizer<?>> optimizerOf) {
    var parameter = new Parameter("weight", Tensor.zeros(40));
    PointwiseOptimizer<?> optimizer = optimizerOf.apply(List.of(parameter));
    parameter.beginGradient();
    for (int i = 0; i < 40; i++) {
      parameter.gradientBuffer().set(i, i % 2 == 0 ? 1 : -1);
    }
    optimizer.step();
    for (int i = 0; i < 40; i++) {
      parameter.gradientBuffer().set(i, 0);
    }
    for (int step = 0; step < 2000; step++) {
      optimizer.step();
    }
    assertThat(optimizer.stateOf(parameter, state).toArray())
        .as("%s's state %d", optimizer.getClass().getSimpleName(), state)
        .containsOnly(0);
  }

  /** Were the square flushed as the mean is, their variance would be less than zero. */
  @Test
  void gradientsWhoseSquareIsDenormalLeaveWeightsFinite() {
    var centered = RMSprop.Settings.DEFAULT.withCentered(true);
    for (float gradient : new float[] {1e-18f, 1e-19f, 1e-20f, 3e-21f}) {
      var parameter = new Parameter("weight", Tensor.zeros(1));
      var optimizer = new RMSprop(List.of(parameter), LearningRate.constant(0.1), centered);
      parameter.beginGradient();
      parameter.gradientBuffer().set(0, gradient);
      optimizer.step();
      assertThat(parameter.value().get(0)).as("gradient %s", gradient).isFinite();
    }
  }

  @Test
  void theNumberOfThreadsDoesNotShow() {
    assertThat(adamOn(3)).isEqualTo(adamOn(1));
  }

  private static float[] adamOn(int threads) {
    var parameter = new Parameter("weight", Tensor.zeros(100_003));
    var optimizer = new Adam(List.of(parameter), 0.1);
    try (Engine engine = Engine.create(threads)) {
      optimizer.to(engine);
      for (int step = 0; step < 3; step++) {
        parameter.beginGradient();
        for (int i = 0; i < parameter.value().size(); i++) {
          parameter.gradientBuffer().set(i, i % 7 - 3);
        }
        optimizer.step();
      }
    }
    return parameter.value().toArray();
  }

  @Test
  void refusesAParameterGivenTwice() {
    var weight = new Parameter("weight", Tensor.zeros(3));
    var group =
        new ParameterGroup<>(List.of(weight), LearningRate.constant(1), SGD.Settings.DEFAULT);
    assertThatThrownBy(() -> new SGD(List.of(group, group)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("SGD takes each parameter once, but was given weight[3] twice");
    assertThatThrownBy(() -> new Adam(List.of(weight, weight), 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Adam takes each parameter once, but was given weight[3] twice");
  }

  @Test
  void refusesANegativeRate() {
    assertThatThrownBy(() -> LearningRate.constant(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
