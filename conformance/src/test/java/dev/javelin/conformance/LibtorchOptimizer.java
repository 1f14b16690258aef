package dev.javelin.conformance;

import java.util.function.Function;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** An optimizer of libtorch's C++ API, in float32. */
final class LibtorchOptimizer implements Algorithm {
  private final Function<TensorVector, Optimizer> constructor;
  private Tensor parameter;
  private Optimizer optimizer;

  LibtorchOptimizer(Function<TensorVector, Optimizer> constructor) {
    this.constructor = constructor;
  }

  @Override
  public Tensor step(Tensor x, Tensor g, int t) {
    if (t == 1) {
      parameter = x.to(torch.ScalarType.Float).set_requires_grad(true);
      optimizer = constructor.apply(new TensorVector(parameter));
    }
    parameter.mutable_grad().put(g.to(torch.ScalarType.Float));
    optimizer.step();
    return parameter;
  }
}
