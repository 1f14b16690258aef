package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.layer.Binding;
import dev.javelin.parallel.PartTask;
import dev.javelin.plan.GroupPass;
import dev.javelin.plan.GroupSums;
import dev.javelin.plan.Groups;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.function.IntFunction;

/**
 * Takes each group of elements to mean 0 and variance 1: {@code n = (x - mean) / sqrt(variance +
 * epsilon)}, with the group's own mean and biased variance. Not centred, the mean counts as 0, and
 * the variance is the mean square.
 *
 * <p>A mean m0 is rounded, and the more so the larger it is. So the deviations d = x - m0 have a
 * mean r of their own, which is small and exact enough: the mean is m0 + r, and the variance mean(d
 * d) - r r. A large mean does not cancel the variance that way.
 *
 * <p>Backward, for a gradient g by n: {@code dx = (g - mean(g) - n mean(g n)) / sqrt(variance +
 * epsilon)}.
 */
final class Normalization {
  // Tensors of the formulas.
  private static final int X = 0;
  private static final int NORMALIZED = 1;
  private static final int PRODUCT = 2;
  private static final int GRADIENT = 0;

  private final Engine engine;
  private final Groups groups;
  private final double epsilon;
  private final boolean centred;
  private final Tensor normalized;
  private final Tensor product;
  private final Tensor mean;
  private final Tensor residual;
  private final Tensor variance;
  private final Tensor inverseDeviation;
  private final Tensor gradientMean;
  private final Tensor productMean;
  private final GroupSums sums;
  private final GroupPass deviations;
  private final GroupPass scale;
  private final GroupPass products;
  private final GroupPass inputGradient;
  private final PartTask forwardTask = this::forwardPart;
  private final PartTask backwardTask = this::backwardPart;
  private Tensor input;
  private Tensor gradient;

  /** Binds, with what backward needs only if somebody wants the input's gradient. */
  Normalization(Binding binding, Shape shape, Groups groups, double epsilon, boolean centred) {
    engine = binding.engine();
    this.groups = groups;
    this.epsilon = epsilon;
    this.centred = centred;
    normalized = Tensor.zeros(shape);
    product = Tensor.zeros(shape);
    input = normalized;
    gradient = normalized;
    mean = Tensor.zeros(groups.count());
    residual = Tensor.zeros(groups.count());
    variance = Tensor.zeros(groups.count());
    inverseDeviation = Tensor.zeros(groups.count());
    sums = new GroupSums(engine, groups);
    deviations =
        new GroupPass(engine, groups, 3, 1, Normalization::deviations)
            .operand(NORMALIZED, normalized)
            .operand(PRODUCT, product)
            .number(0, mean);
    scale =
        new GroupPass(engine, groups, 2, 2, Normalization::scaled)
            .operand(X, normalized)
            .operand(NORMALIZED, normalized)
            .number(0, residual)
            .number(1, inverseDeviation);
    if (binding.training() && binding.inputGradient()) {
      gradientMean = Tensor.zeros(groups.count());
      productMean = Tensor.zeros(groups.count());
      products =
          new GroupPass(engine, groups, 3, 0, Normalization::products)
              .operand(NORMALIZED, normalized)
              .operand(PRODUCT, product);
      inputGradient =
          new GroupPass(engine, groups, 2, 3, Normalization::inputGradient)
              .operand(NORMALIZED, normalized)
              .number(0, gradientMean)
              .number(1, productMean)
              .number(2, inverseDeviation);
    } else {
      gradientMean = null;
      productMean = null;
      products = null;
      inputGradient = null;
    }
  }

  private static Formula deviations(IntFunction<Expr> mean) {
    Expr d = Expr.input(X).minus(mean.apply(0));
    return Formula.store(NORMALIZED, d).andStore(PRODUCT, d.times(d));
  }

  private static Formula scaled(IntFunction<Expr> number) {
    Expr centred = Expr.input(NORMALIZED).minus(number.apply(0));
    return Formula.store(NORMALIZED, centred.times(number.apply(1)));
  }

  private static Formula products(IntFunction<Expr> none) {
    return Formula.store(PRODUCT, Expr.input(GRADIENT).times(Expr.input(NORMALIZED)));
  }

  private static Formula inputGradient(IntFunction<Expr> number) {
    Expr centred = Expr.input(GRADIENT).minus(number.apply(0));
    Expr rest = Expr.input(NORMALIZED).negated().fma(number.apply(1), centred);
    return Formula.store(GRADIENT, rest.times(number.apply(2)));
  }

  /** The normalized input, in a buffer that backward needs unchanged. */
  Tensor forward(Tensor input) {
    this.input = input;
    deviations.operand(X, input);
    engine.run(forwardTask, sums.parts());
    return normalized;
  }

  private void forwardPart(int part) {
    int end;
    for (int first = sums.start(part); first < sums.start(part + 1); first = end) {
      end = sums.blockEnd(part, first);
      forwardGroups(part, first, end);
    }
  }

  private void forwardGroups(int part, int first, int end) {
    if (centred) {
      mean(first, end, input, mean);
    }
    deviations.run(part, first, end);
    if (centred) {
      mean(first, end, normalized, residual);
    }
    mean(first, end, product, variance);
    for (int g = first; g < end; g++) {
      double r = residual.get(g);
      double v = Math.max(0, variance.get(g) - r * r);
      variance.set(g, (float) v);
      inverseDeviation.set(g, (float) (1 / Math.sqrt(v + epsilon)));
    }
    scale.run(part, first, end);
  }

  /** Turns the gradient by the last forward's result into that by its input, in place. */
  Tensor backward(Tensor gradient) {
    this.gradient = gradient;
    products.operand(GRADIENT, gradient);
    inputGradient.operand(GRADIENT, gradient);
    engine.run(backwardTask, sums.parts());
    return gradient;
  }

  private void backwardPart(int part) {
    int end;
    for (int first = sums.start(part); first < sums.start(part + 1); first = end) {
      end = sums.blockEnd(part, first);
      backwardGroups(part, first, end);
    }
  }

  private void backwardGroups(int part, int first, int end) {
    if (centred) {
      mean(first, end, gradient, gradientMean);
    }
    products.run(part, first, end);
    mean(first, end, product, productMean);
    inputGradient.run(part, first, end);
  }

  private void mean(int first, int end, Tensor x, Tensor means) {
    sums.run(first, end, x, means, false);
    for (int g = first; g < end; g++) {
      means.set(g, means.get(g) / groups.size());
    }
  }

  /** The mean of a group in the last forward. */
  double mean(int group) {
    return (double) mean.get(group) + residual.get(group);
  }

  /** The biased variance of a group in the last forward. */
  double variance(int group) {
    return variance.get(group);
  }

  /** How many elements are in each group. */
  int groupSize() {
    return groups.size();
  }

  /** Of the input's shape; free for use between forward and backward. */
  Tensor scratch() {
    return product;
  }
}
