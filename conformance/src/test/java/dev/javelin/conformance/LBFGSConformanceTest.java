package dev.javelin.conformance;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.optim.LBFGS;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LossClosure;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * L-BFGS finds the least value of a {@link Bowl} in a few steps. So 200 steps are 10 from each of
 * 20 starts, each with a bowl of its own. Both sides get loss and gradient from the same function.
 */
class LBFGSConformanceTest {
  private static final int STARTS = 20;
  private static final int STEPS = 10;

  static final Iterable<LBFGSRow> ROWS = LBFGSRow.TABLE;

  @ParameterizedTest
  @FieldSource("ROWS")
  void trajectories(LBFGSRow row) {
    var random = new RandomStream(777, 0);
    for (int start = 0; start < STARTS; start++) {
      compare(row, random, 1 + random.nextInt(100));
    }
  }

  private static void compare(LBFGSRow row, RandomStream random, int size) {
    var subject = new Subject(Section.OPTIMIZERS, row.name(), "parameter", "optim::LBFGS", "");
    var bowl = new Bowl(random, size);
    var parameter = new Parameter("weight", Draw.normal(random, 1, Shape.of(size)));
    var rate = LearningRate.constant(row.rate());
    var optimizer = new LBFGS(List.of(parameter), rate, row.settings());
    DoubleSupplier loss = loss(bowl, parameter);
    try (PointerScope _ = new PointerScope()) {
      Tensor variable = Torch.variable(parameter.value());
      var options = LibtorchOptions.lbfgs(row.rate(), row.settings());
      var reference = new org.bytedeco.pytorch.LBFGS(new TensorVector(variable), options);
      LossClosure closure = closure(bowl, variable);
      for (int step = 0; step < STEPS; step++) {
        optimizer.step(loss);
        reference.step(closure);
        double[] expected = Torch.numbers(variable);
        Differences.check(subject, LBFGSRow.BOUND, Torch.numbers(parameter.value()), expected);
      }
    }
  }

  private static DoubleSupplier loss(Bowl bowl, Parameter parameter) {
    return () -> {
      double[] x = Torch.numbers(parameter.value());
      parameter.zeroGrad();
      parameter.beginGradient();
      parameter.gradientBuffer().copyFrom(bowl.gradient(x));
      return bowl.value(x);
    };
  }

  private static LossClosure closure(Bowl bowl, Tensor variable) {
    return new LossClosure() {
      @Override
      public Tensor call() {
        double[] x = Torch.numbers(variable);
        variable.mutable_grad().put(Torch.of(bowl.gradient(x)));
        return Tensor.create(new double[] {bowl.value(x)}, 1L);
      }
    };
  }
}
