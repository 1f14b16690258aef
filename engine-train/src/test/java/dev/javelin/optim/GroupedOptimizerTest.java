package dev.javelin.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an optimizer keeps for each parameter, whatever the groups. */
class GroupedOptimizerTest {
  /** Two groups of unlike settings, one of which has no gradient at every third step. */
  @Test
  void nadamsProductIsEachParametersOwn() {
    var decay = NAdam.Settings.DEFAULT.withMomentumDecay(0.1);
    var together = List.of(new Parameter("weight", one()), new Parameter("bias", one()));
    var alone = List.of(new Parameter("weight", one()), new Parameter("bias", one()));
    var rate = LearningRate.constant(0.01);
    var optimizer =
        new NAdam(
            List.of(
                new ParameterGroup<>(together.subList(0, 1), rate, NAdam.Settings.DEFAULT),
                new ParameterGroup<>(together.subList(1, 2), rate, decay)));
    var first = new NAdam(alone.subList(0, 1), rate, NAdam.Settings.DEFAULT);
    var second = new NAdam(alone.subList(1, 2), rate, decay);
    for (int step = 0; step < 60; step++) {
      optimizer.zeroGrad();
      setGradient(together.get(0), step % 5 - 1);
      setGradient(alone.get(0), step % 5 - 1);
      first.step();
      if (step % 3 != 0) {
        setGradient(together.get(1), step % 7 - 2);
        setGradient(alone.get(1), step % 7 - 2);
        second.step();
      }
      optimizer.step();
      assertThat(together.get(0).value().get(0)).isEqualTo(alone.get(0).value().get(0));
      assertThat(together.get(1).value().get(0)).isEqualTo(alone.get(1).value().get(0));
    }
  }

  /** A product made anew at each step would take minutes. */
  @Test
  @Timeout(20)
  void nadamsStepCostsTheSameHoweverManyWentBefore() {
    var weight = new Parameter("weight", one());
    var bias = new Parameter("bias", one());
    var rate = LearningRate.constant(0.001);
    var decay = NAdam.Settings.DEFAULT.withWeightDecay(0.01);
    var optimizer =
        new NAdam(
            List.of(
                new ParameterGroup<>(List.of(weight), rate, decay),
                new ParameterGroup<>(List.of(bias), rate, NAdam.Settings.DEFAULT)));
    setGradient(weight, 1);
    setGradient(bias, 1);
    int steps = 50_000;
    for (int step = 0; step < steps; step++) {
      optimizer.step();
    }
    // A step is the rate where the gradient stays. Rounding takes up to 2^-19 of each, 0.1 in all,
    // and the first few are a little longer.
    assertThat((double) bias.value().get(0)).isCloseTo(1 - 0.001 * steps, within(0.15));
  }

  /** A plan that packs a weight meanwhile must not keep the old numbers under the new version. */
  @Test
  void versionsChangeOnceTheNumbersHave() {
    var weight = new Parameter("weight", one());
    setGradient(weight, 1);
    var duringUpdate = new ArrayList<Long>();
    var group = new ParameterGroup<>(List.of(weight), LearningRate.constant(1), "settings");
    var optimizer =
        new GroupedOptimizer<String, GroupedOptimizer.Slice<String>>(
            List.of(group), GroupedOptimizer.Gradients.DENSE, null) {
          @Override
          Slice<String> slice(ParameterGroup<String> group, Parameter parameter) {
            return new Slice<>(group, parameter) {
              @Override
              void bind(Engine engine) {}

              @Override
              void prepare(double rate, double momentum) {}
            };
          }

          @Override
          void update(Engine engine) {
            duringUpdate.add(weight.version());
          }
        };
    optimizer.step();
    optimizer.step();
    assertThat(duringUpdate).containsExactly(0L, 1L);
    assertThat(weight.version()).isEqualTo(2);
  }

  private static Tensor one() {
    return Tensor.of(new float[] {1}, 1);
  }

  private static void setGradient(Parameter parameter, float gradient) {
    parameter.beginGradient();
    parameter.gradientBuffer().set(0, gradient);
  }
}
