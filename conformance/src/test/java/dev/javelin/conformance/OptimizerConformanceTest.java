package dev.javelin.conformance;

import dev.javelin.LearningRate;
import dev.javelin.Optimizer;
import dev.javelin.conformance.OptimizerRow.Kind;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.optim.ASGD;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Trajectories from the same start under the same gradients. Every step is compared. {@link
 * LBFGSConformanceTest} has the optimizer that asks for gradients itself.
 */
class OptimizerConformanceTest {
  private static final int STEPS = 200;

  @Property(tries = 5, seed = "777")
  void trajectories(
      @ForAll @IntRange(min = 1, max = 300) int size,
      @ForAll @IntRange(min = 1, max = 20) int rows,
      @ForAll @IntRange(min = 1, max = 20) int columns,
      @ForAll long seed) {
    for (OptimizerRow row : OptimizerRow.TABLE) {
      Shape shape = row.kind() == Kind.VECTOR ? Shape.of(size) : Shape.of(rows, columns);
      compare(row, new Trajectory(row.kind(), shape, new RandomStream(seed, 0)));
    }
  }

  private static void compare(OptimizerRow row, Trajectory trajectory) {
    var subject = new Subject(Section.OPTIMIZERS, row.name(), "parameter", row.against(), "");
    var parameter = trajectory.parameter();
    Optimizer optimizer = row.javelin().apply(List.of(parameter));
    try (PointerScope _ = new PointerScope()) {
      Algorithm reference = row.reference().get();
      Tensor x = Torch.doubles(parameter.value());
      for (int t = 1; t <= STEPS; t++) {
        x = reference.step(x, Torch.doubles(trajectory.next()), t);
        optimizer.step();
        double[] expected = Torch.numbers(x);
        Differences.check(subject, row.bound(), Torch.numbers(parameter.value()), expected);
      }
    }
  }

  @Property(tries = 5, seed = "777")
  void averageOfAsgd(@ForAll @IntRange(min = 1, max = 300) int size, @ForAll long seed) {
    int averageFrom = 50;
    var subject =
        new Subject(
            Section.OPTIMIZERS, "ASGD, from step 50 on", "average", OptimizerRow.DOCUMENTED, "");
    var trajectory = new Trajectory(Kind.VECTOR, Shape.of(size), new RandomStream(seed, 0));
    var parameter = trajectory.parameter();
    var settings = ASGD.Settings.DEFAULT.withAverageFrom(averageFrom);
    var optimizer = new ASGD(List.of(parameter), LearningRate.constant(0.01), settings);
    try (PointerScope _ = new PointerScope()) {
      Algorithm reference = DocumentedOptimizers.asgd(0.01, 1e-4, 0.75, 0);
      Tensor x = Torch.doubles(parameter.value());
      Tensor average = x;
      for (int t = 1; t <= STEPS; t++) {
        x = reference.step(x, Torch.doubles(trajectory.next()), t);
        average = average.lerp(x, Torch.scalar(1.0 / Math.max(1, t - 1 - averageFrom)));
        optimizer.step();
        double[] javelin = Torch.numbers(optimizer.average(parameter));
        Differences.check(subject, OptimizerRow.SHRINK_DRIFT, javelin, Torch.numbers(average));
      }
    }
  }
}
