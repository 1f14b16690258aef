package dev.javelin.conformance;

import dev.javelin.Optimizer;
import dev.javelin.conformance.OptimizerRow.Kind;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Trajectories of two parameters, each in a group of its own. */
class ParameterGroupsConformanceTest {
  private static final int STEPS = 200;

  static final Iterable<ParameterGroupsRow> ROWS = ParameterGroupsRow.TABLE;

  @ParameterizedTest
  @FieldSource("ROWS")
  void trajectories(ParameterGroupsRow row) {
    var subject =
        new Subject(
            Section.OPTIMIZERS, row.name() + ", two groups", "parameters", row.against(), "");
    var random = new RandomStream(777, 0);
    List<Trajectory> trajectories =
        List.of(
            new Trajectory(Kind.VECTOR, Shape.of(50), random),
            new Trajectory(Kind.VECTOR, Shape.of(17), random));
    Optimizer optimizer =
        row.javelin().apply(trajectories.stream().map(Trajectory::parameter).toList());
    try (PointerScope _ = new PointerScope()) {
      List<Tensor> variables =
          trajectories.stream().map(t -> Torch.variable(t.parameter().value())).toList();
      var reference = row.torch().apply(variables);
      for (int t = 0; t < STEPS; t++) {
        for (int i = 0; i < variables.size(); i++) {
          variables.get(i).mutable_grad().put(Torch.of(trajectories.get(i).next()));
        }
        optimizer.step();
        reference.step();
        for (int i = 0; i < variables.size(); i++) {
          double[] javelin = Torch.numbers(trajectories.get(i).parameter().value());
          Differences.check(subject, OptimizerRow.DRIFT, javelin, Torch.numbers(variables.get(i)));
        }
      }
    }
  }
}
