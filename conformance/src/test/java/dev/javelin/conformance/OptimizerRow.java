package dev.javelin.conformance;

import dev.javelin.LearningRate;
import dev.javelin.Optimizer;
import dev.javelin.Parameter;
import dev.javelin.optim.ParameterGroup;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A row of the table of optimizers.
 *
 * @param name Javelin's, with its settings
 * @param against libtorch's name, or {@link #DOCUMENTED}
 * @param kind what is stepped
 * @param javelin Javelin's optimizer of parameters
 * @param reference the same for one tensor of libtorch
 */
record OptimizerRow(
    String name,
    String against,
    Kind kind,
    Function<List<Parameter>, Optimizer> javelin,
    Supplier<Algorithm> reference,
    Bound bound) {
  static final String DOCUMENTED = "documented algorithm on libtorch tensors";

  static final Bound DRIFT =
      Bound.ofLargest(
          32, 1, "each of 200 steps rounds the parameter, and momentum magnifies tenfold");
  static final Bound SHRINK_DRIFT =
      Bound.ofLargest(100, 1, "1 - lambda eta is rounded to float32 in each of 200 steps");

  static final List<OptimizerRow> TABLE =
      Stream.of(
              LibtorchOptimizerRows.rows(),
              DocumentedOptimizerRows.rows(),
              MatrixOptimizerRows.rows())
          .flatMap(List::stream)
          .toList();

  /** What is stepped. */
  enum Kind {
    VECTOR,
    MATRIX,
    /** A matrix, some of whose rows have a gradient at each step. */
    SPARSE
  }

  /** Named by its own settings. */
  @Override
  public String toString() {
    return name;
  }

  /**
   * A row of a group that is to be maximised, against a reference that is given the gradients with
   * their signs turned.
   */
  <S> OptimizerRow maximized(
      Function<List<ParameterGroup<S>>, Optimizer> constructor, double rate, S settings) {
    return new OptimizerRow(
        name + ", maximize",
        against,
        kind,
        parameters ->
            constructor.apply(
                List.of(
                    new ParameterGroup<>(parameters, LearningRate.constant(rate), settings)
                        .maximized())),
        () -> {
          Algorithm descent = reference.get();
          return (x, g, t) -> descent.step(x, g.neg(), t);
        },
        bound);
  }
}
