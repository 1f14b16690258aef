package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.layer.Binding;
import dev.javelin.parallel.PartTask;
import dev.javelin.plan.GroupPass;
import dev.javelin.plan.GroupSums;
import dev.javelin.plan.Groups;
import dev.javelin.tensor.Tensor;
import java.util.function.IntFunction;

/**
 * What a layer learns after a {@link Normalization}: {@code y = weight n + bias}, with a weight and
 * perhaps a bias for each group of elements. Backward: {@code dweight = sum(dy n)}, {@code dbias =
 * sum(dy)}, {@code dn = weight dy}.
 */
final class Affine {
  // Tensors of the formulas.
  private static final int N = 0;
  private static final int Y = 1;
  private static final int PRODUCT = 2;

  private final Engine engine;
  private final Parameter weight;
  private final Parameter bias;
  private final Tensor weightGradient;
  private final Tensor biasGradient;
  private final Tensor output;
  private final Tensor product;
  private final GroupPass forward;
  private final GroupPass backward;
  private final GroupSums sums;
  private final PartTask forwardTask;
  private final PartTask backwardTask = this::backwardPart;
  private Tensor gradient;
  private boolean addToWeight;
  private boolean addToBias;

  /**
   * Binds.
   *
   * @param bias null for none
   * @param scratch of the input's shape, for backward to use
   */
  Affine(Binding binding, Groups groups, Parameter weight, Parameter bias, Tensor scratch) {
    engine = binding.engine();
    this.weight = weight;
    this.bias = bias;
    weightGradient = binding.training() ? weight.gradientBuffer() : null;
    biasGradient = binding.training() && bias != null ? bias.gradientBuffer() : null;
    product = scratch;
    output = Tensor.zeros(scratch.shape());
    gradient = output;
    sums = new GroupSums(engine, groups);
    int numbers = bias == null ? 1 : 2;
    forward =
        new GroupPass(engine, groups, 2, numbers, bias == null ? Affine::weighted : Affine::biased)
            .operand(Y, output)
            .number(0, weight.value());
    if (bias != null) {
      forward.number(1, bias.value());
    }
    backward =
        binding.training()
            ? new GroupPass(engine, groups, 3, 1, Affine::gradients)
                .operand(PRODUCT, product)
                .number(0, weight.value())
            : null;
    forwardTask = forward::run;
  }

  private static Formula weighted(IntFunction<Expr> number) {
    return Formula.store(Y, Expr.input(N).times(number.apply(0)));
  }

  private static Formula biased(IntFunction<Expr> number) {
    return Formula.store(Y, Expr.input(N).fma(number.apply(0), number.apply(1)));
  }

  private static Formula gradients(IntFunction<Expr> weight) {
    Expr dy = Expr.input(Y);
    return Formula.store(PRODUCT, dy.times(Expr.input(N))).andStore(Y, dy.times(weight.apply(0)));
  }

  Tensor forward(Tensor normalized) {
    forward.operand(N, normalized);
    if (backward != null) {
      backward.operand(N, normalized);
    }
    engine.run(forwardTask, sums.parts());
    return output;
  }

  /** Adds the parameters' gradients and turns {@code dy} into {@code dn} in place. */
  void backward(Tensor outputGradient) {
    gradient = outputGradient;
    backward.operand(Y, outputGradient);
    addToWeight = weight.beginGradient();
    addToBias = bias != null && bias.beginGradient();
    engine.run(backwardTask, sums.parts());
  }

  private void backwardPart(int part) {
    int end;
    for (int first = sums.start(part); first < sums.start(part + 1); first = end) {
      end = sums.blockEnd(part, first);
      if (bias != null) {
        sums.run(first, end, gradient, biasGradient, addToBias);
      }
      backward.run(part, first, end);
      sums.run(first, end, product, weightGradient, addToWeight);
    }
  }
}
