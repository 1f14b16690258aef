package dev.javelin.conformance;

import dev.javelin.optim.LBFGS;
import java.util.List;

/**
 * A row of the table of L-BFGS, the optimizer that asks for gradients itself.
 *
 * @param name Javelin's, with its settings
 */
record LBFGSRow(String name, double rate, LBFGS.Settings settings) {
  static final Bound BOUND =
      Bound.ofLargest(
          1024,
          1,
          "the first step is as short as 1 / sum |g|, so that the first change of gradients loses"
              + " 10 of its 24 bits, on either side; the convex loss pulls the trajectories"
              + " together again");

  static final List<LBFGSRow> TABLE =
      List.of(
          new LBFGSRow("LBFGS", 1, LBFGS.Settings.DEFAULT),
          new LBFGSRow("LBFGS, maxIter 1", 1, LBFGS.Settings.DEFAULT.withMaxIter(1)),
          new LBFGSRow(
              "LBFGS, maxIter 3, history 2, no tolerances",
              0.3,
              LBFGS.Settings.DEFAULT.withMaxIter(3).withHistorySize(2).withTolerances(0, 0)),
          new LBFGSRow("LBFGS, strong Wolfe", 1, LBFGS.Settings.DEFAULT.withStrongWolfe()),
          new LBFGSRow(
              "LBFGS, strong Wolfe, maxIter 1",
              1,
              LBFGS.Settings.DEFAULT.withMaxIter(1).withStrongWolfe()),
          new LBFGSRow(
              "LBFGS, strong Wolfe, maxIter 2, maxEval 5",
              4,
              LBFGS.Settings.DEFAULT.withMaxIter(2).withMaxEval(5).withStrongWolfe()));

  @Override
  public String toString() {
    return name;
  }
}
