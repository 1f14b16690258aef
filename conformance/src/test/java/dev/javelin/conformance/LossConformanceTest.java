package dev.javelin.conformance;

import dev.javelin.Loss;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.random.RandomStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

class LossConformanceTest {
  @Property(tries = 100, seed = "777")
  void valuesAndGradients(
      @ForAll @IntRange(min = 1, max = 10) int batch,
      @ForAll @IntRange(min = 1, max = 60) int classes,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    for (LossRow row : LossRow.TABLE) {
      compare(row, row.examples().draw(random, batch, classes));
    }
  }

  private static void compare(LossRow row, LossRow.Example example) {
    try (PointerScope _ = new PointerScope()) {
      Tensor prediction = Torch.variable(example.prediction());
      Tensor target =
          example.indices() ? Torch.indices(example.target()) : Torch.of(example.target());
      Tensor expected = row.reference().apply(prediction, target);
      expected.backward();
      Loss.Cost cost = row.loss().forward(example.prediction(), example.target());
      check(row, "value", row.value(), new double[] {cost.value()}, Torch.numbers(expected));
      double[] gradient = Torch.numbers(cost.gradient());
      check(row, "gradient", row.gradient(), gradient, Torch.numbers(prediction.grad()));
    }
  }

  private static void check(
      LossRow row, String quantity, Bound bound, double[] javelin, double[] torch) {
    var subject = new Subject(Section.LOSSES, row.name(), quantity, row.against(), "");
    Differences.check(subject, bound, javelin, torch);
  }
}
