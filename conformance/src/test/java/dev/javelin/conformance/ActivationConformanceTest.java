package dev.javelin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.Engine;
import dev.javelin.conformance.ActivationRow.Pair;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.nn.Activations;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

class ActivationConformanceTest {
  @Test
  void coversTheTable() {
    assertThat(ActivationRow.TABLE.stream().<Class<?>>map(row -> row.usual().javelin().getClass()))
        .containsExactlyInAnyOrder(Activations.class.getDeclaredClasses());
  }

  @Property(tries = 60, seed = "777")
  void outputsAndGradients(
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 130) int columns,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Shape shape = Shape.of(rows, columns);
    for (ActivationRow row : ActivationRow.TABLE) {
      for (Pair pair : new Pair[] {row.usual(), row.random().apply(random)}) {
        compare(row, pair, inputs(random, shape), Draw.uniform(random, -1, 1, rows, columns));
      }
    }
  }

  /** Small, middling and large numbers, and those where some row has a kink. */
  private static Tensor inputs(RandomGenerator random, Shape shape) {
    double[] deviations = {1e-3, 1, 1, 5, 30};
    double[] kinks = {-3, -1, -0.5, 0, 0.5, 1, 3, 6};
    Tensor x = Draw.normal(random, deviations[random.nextInt(deviations.length)], shape);
    for (int i = 0; i < x.size(); i += 10) {
      x.set(i, (float) kinks[random.nextInt(kinks.length)]);
    }
    return x;
  }

  private static void compare(ActivationRow row, Pair pair, Tensor x, Tensor dy) {
    try (PointerScope _ = new PointerScope()) {
      var binding = new Binding(Engine.create(1), Mode.TRAIN, true);
      Step step = pair.javelin().bind(x.shape(), binding);
      Torch.Result expected = Torch.run(pair.torch(), x, dy);
      check(row, "output", row.output(), step.forward(x), expected.output());
      check(row, "gradient", row.gradient(), step.backward(dy.copy()), expected.gradient());
    }
  }

  private static void check(
      ActivationRow row,
      String quantity,
      Bound bound,
      Tensor javelin,
      org.bytedeco.pytorch.Tensor torch) {
    var subject = new Subject(Section.ACTIVATIONS, row.name(), quantity, row.against(), "");
    Differences.check(subject, bound, Torch.numbers(javelin), Torch.numbers(torch));
  }
}
