package dev.javelin.conformance;

import dev.javelin.Optimizer;
import dev.javelin.Parameter;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Trajectories from the same start under the same gradients, which do not depend on the parameter,
 * so that rounding does not feed back. Every step is compared.
 */
class OptimizerConformanceTest {
  private static final int STEPS = 200;

  @Property(tries = 5, seed = "777")
  void trajectories(@ForAll @IntRange(min = 1, max = 300) int size, @ForAll long seed) {
    for (OptimizerRow row : OptimizerRow.TABLE) {
      compare(row, Shape.of(size), new RandomStream(seed, 0));
    }
  }

  private static void compare(OptimizerRow row, Shape shape, RandomStream random) {
    var subject = new Subject(Section.OPTIMIZERS, row.name(), "parameter", row.against(), "");
    var parameter = new Parameter("weight", Draw.normal(random, 1, shape));
    var scales = Draw.uniform(random, 0.1, 1, shape.size());
    Optimizer optimizer = row.javelin().apply(List.of(parameter));
    try (PointerScope _ = new PointerScope()) {
      Algorithm reference = row.reference().get();
      Tensor x = Torch.doubles(parameter.value());
      for (int t = 1; t <= STEPS; t++) {
        var gradient = Draw.normal(random, 1, shape);
        for (int i = 0; i < gradient.size(); i++) {
          gradient.set(i, gradient.get(i) * scales.get(i));
        }
        x = reference.step(x, Torch.doubles(gradient), t);
        optimizer.zeroGrad();
        parameter.beginGradient();
        parameter.gradientBuffer().copyFrom(gradient);
        optimizer.step();
        double[] expected = Torch.numbers(x);
        Differences.check(subject, row.bound(), Torch.numbers(parameter.value()), expected);
      }
    }
  }
}
