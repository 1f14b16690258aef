package dev.javelin.conformance;

import static dev.javelin.conformance.Torch.scalar;

import dev.javelin.Parameter;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.nn.Linear;
import dev.javelin.optim.swa.AveragedModel;
import dev.javelin.optim.swa.Averaging;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Averages of the weights of a model that change at random. */
class AveragingConformanceTest {
  private static final int UPDATES = 200;

  private static final Bound DRIFT =
      Bound.ofLargest(100, 1, "each of 200 updates rounds the average by half an ulp");

  /**
   * A row of the table.
   *
   * @param name Javelin's, with its settings
   * @param javelin how Javelin averages
   * @param oldShare the documented share of the old average, which is of so many weights
   */
  record Row(String name, Averaging javelin, LongToDoubleFunction oldShare) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final Iterable<Row> ROWS =
      List.of(
          new Row("swa", Averaging.swa(), n -> (double) n / (n + 1)),
          new Row("ema(0.999)", Averaging.ema(0.999), n -> 0.999),
          new Row("ema(0.7)", Averaging.ema(0.7), n -> 0.7));

  @ParameterizedTest
  @FieldSource("ROWS")
  void recursions(Row row) {
    var subject =
        new Subject(
            Section.AVERAGING,
            row.name(),
            "weights",
            "documented recursion on libtorch tensors",
            "");
    var random = new RandomStream(777, 0);
    var model = new Linear(17, 5, new Seed(1));
    var averaged = new AveragedModel<>(new Linear(17, 5, new Seed(2)), row.javelin());
    Parameter average = averaged.module().weight();
    try (PointerScope _ = new PointerScope()) {
      Tensor expected = Torch.doubles(average.value());
      for (long n = 0; n < UPDATES; n++) {
        Parameter weight = model.weight();
        weight.value().copyFrom(Draw.normal(random, 1, weight.value().shape()));
        Tensor now = Torch.doubles(weight.value());
        double old = row.oldShare().applyAsDouble(n);
        expected = n == 0 ? now : expected.mul(scalar(old)).add(now.mul(scalar(1 - old)));
        averaged.updateParameters(model);
        Differences.check(subject, DRIFT, Torch.numbers(average.value()), Torch.numbers(expected));
      }
    }
  }
}
